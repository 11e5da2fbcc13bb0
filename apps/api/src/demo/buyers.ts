import { personAccounts } from "../domains/organisation/person-accounts.ts";
import { updateBillingAccount } from "../domains/organisation/update-billing-account.ts";
import type { RequestContext } from "../platform/context.ts";
import { transact } from "../platform/db.ts";

interface Buyer {
  readonly code: string;
  readonly legalName: string;
  readonly address: string;
  readonly taxId: string;
  readonly branch: string;
}

/** Made-up organisations behind some of the accounts; their tax ids are no one's. */
const BUYERS: readonly Buyer[] = [
  buyer("siamrobotics", "บริษัท สยามโรโบติกส์ จำกัด", "88 ถนนวิทยุ แขวงลุมพินี เขตปทุมวัน กรุงเทพมหานคร 10330", "0105599000011"),
  buyer("lannabio", "บริษัท ล้านนาไบโอ จำกัด", "12/3 ถนนห้วยแก้ว ตำบลสุเทพ อำเภอเมือง จังหวัดเชียงใหม่ 50200", "0505599000029"),
  buyer("mekongenergy", "Mekong Energy Co., Ltd.", "45 Mittraphap Road, Nai Mueang, Khon Kaen 40000", "0405599000037"),
  buyer(
    "isangenomics",
    "บริษัท อีสานจีโนมิกส์ จำกัด (มหาชน)",
    "9 ถนนศรีจันทร์ ตำบลในเมือง อำเภอเมือง จังหวัดขอนแก่น 40000",
    "0107599000045",
  ),
  {
    ...buyer(
      "phuketmarine",
      "Phuket Marine Engineering Co., Ltd.",
      "7 Thepkasattri Road, Ratsada, Phuket 83000",
      "0835599000053",
    ),
    branch: "00002",
  },
  buyer(
    "nstda-arunee",
    "สถาบันวิจัยตัวอย่าง",
    "111 อุทยานวิทยาศาสตร์ ตำบลคลองหนึ่ง อำเภอคลองหลวง จังหวัดปทุมธานี 12120",
    "0994599000061",
  ),
  buyer(
    "akara.suksai",
    "คณะวิทยาศาสตร์ มหาวิทยาลัยตัวอย่าง",
    "999 ถนนพุทธมณฑลสาย 4 ตำบลศาลายา อำเภอพุทธมณฑล จังหวัดนครปฐม 73170",
    "0994599000079",
  ),
  buyer(
    "anong.wattana",
    "คณะวิศวกรรมศาสตร์ มหาวิทยาลัยตัวอย่าง",
    "999 ถนนพุทธมณฑลสาย 4 ตำบลศาลายา อำเภอพุทธมณฑล จังหวัดนครปฐม 73170",
    "0994599000079",
  ),
  buyer("andamanfoods", "บริษัท อันดามันฟู้ดส์ จำกัด", "31 ถนนเจ้าฟ้า ตำบลปากน้ำ อำเภอเมือง จังหวัดกระบี่ 81000", "0815599000087"),
];

function buyer(code: string, legalName: string, address: string, taxId: string): Buyer {
  return { code, legalName, address, taxId, branch: "00000" };
}

/** Gives some accounts the tax profile that their documents then show. */
export async function nameDemoBuyers(ctx: RequestContext): Promise<void> {
  const accounts = await transact(
    ctx.db,
    async (tx) =>
      await personAccounts(
        tx,
        BUYERS.map(({ code }) => code),
      ),
  );
  for (const { code, legalName, address, taxId, branch } of BUYERS) {
    const account = accounts.get(code);
    if (account === undefined) continue;
    const change = { legal_name: legalName, address, tax_id: taxId, branch };
    await updateBillingAccount(ctx, { accountId: account.accountId, change });
  }
}
