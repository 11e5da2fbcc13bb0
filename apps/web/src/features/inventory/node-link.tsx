import { Link } from "@tanstack/react-router";

interface Props {
  readonly cluster: string;
  readonly name: string;
}

export function NodeLink({ cluster, name }: Props) {
  return (
    <Link to="/live/nodes/$cluster/$name" params={{ cluster, name }} className="record-link">
      {name}
    </Link>
  );
}
