import { expect, it } from "vitest";
import { parseAddress } from "./source-address.ts";

it.each([
  ["http://127.0.0.1:6820", { origin: "http://127.0.0.1:6820", basePath: "", secure: false, local: true }],
  ["http://localhost", { origin: "http://localhost", local: true }],
  ["http://[::1]:6820/", { origin: "http://[::1]:6820", basePath: "", local: true }],
  ["https://slurm.example.org/", { origin: "https://slurm.example.org", secure: true, local: false }],
  ["https://slurm.example.org:8443/hpc/", { origin: "https://slurm.example.org:8443", basePath: "/hpc" }],
  ["http://10.0.0.5:6820", { origin: "http://10.0.0.5:6820", local: false }],
  ["unix:/run/slurmrestd.sock", { socketPath: "/run/slurmrestd.sock", local: true }],
])("reads %s", (text, address) => {
  expect(parseAddress(text, null)).toMatchObject(address);
});

it.each([
  "",
  "slurm.example.org:6820",
  "file:///etc/passwd",
  "ftp://slurm.example.org",
  "gopher://slurm.example.org",
  "http://user:password@slurm.example.org",
  "http://slurm.example.org/?token=x",
  "http://slurm.example.org/#x",
  "unix:run/slurmrestd.sock",
  "unix:/run/slurm\0restd.sock",
  "http://169.254.169.254/latest/meta-data",
  "http://169.254.1.1",
  "http://2852039166/", // 169.254.169.254 in one number
  "http://0xa9fea9fe/",
  "http://0251.0376.0251.0376/",
  "http://[::ffff:169.254.169.254]/",
  "http://[::ffff:a9fe:a9fe]/",
  "http://[fe80::1]/",
  "http://[fd00:ec2::254]/",
  "http://100.100.100.200/",
  "http://0.0.0.0:6820",
  "http://[::]:6820",
  "http://239.1.1.1",
])("refuses %j", (text) => {
  expect(() => parseAddress(text, null)).toThrow("SOURCE_ADDRESS_REFUSED");
});

it("knows only the hosts on the list where there is one", () => {
  const allowed = ["slurm.example.org", "10.0.0.5"];
  expect(parseAddress("https://slurm.example.org:8443", allowed)).toMatchObject({ secure: true });
  expect(parseAddress("http://10.0.0.5", allowed)).toMatchObject({ local: false });
  for (const other of ["https://example.org", "https://slurm.example.org.evil.test", "http://10.0.0.50"])
    expect(() => parseAddress(other, allowed)).toThrow("SOURCE_ADDRESS_REFUSED");
});
