import { BlockList, isIPv6 } from "node:net";
import { RpcError } from "./errors.ts";

/** Whether a caller's address is on an account's list. */
export type AddressList = (address: string) => boolean;

/** @param blocks CIDR blocks; undefined = no list, everybody may call */
export function createAddressList(blocks: readonly string[] | undefined): AddressList {
  // "all" in the vendor's words, IPv6 included
  if (blocks === undefined || blocks.includes("0.0.0.0/0")) return () => true;
  const list = new BlockList();
  for (const block of blocks) {
    const [network = "", prefix = ""] = block.split("/");
    list.addSubnet(network, Number(prefix), isIPv6(network) ? "ipv6" : "ipv4");
  }
  return (address) => list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

/** An address as people write it: IPv4 without the IPv6 notation that dual-stack sockets give, and no interface behind a percent sign. */
export function plainAddress(address: string): string {
  const [plain = ""] = address.split("%");
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1] ?? plain;
}

/** @throws {RpcError} ip_not_whitelisted with the address, which callers behind changing addresses want to know */
export function checkAddress(isListed: AddressList, address: string): void {
  if (!isListed(address)) throw new RpcError("ip_not_whitelisted", { params: { ip: address } });
}
