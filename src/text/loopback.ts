import { BlockList, isIP } from "node:net";

const own = new BlockList();
own.addSubnet("127.0.0.0", 8, "ipv4");
own.addAddress("::1", "ipv6");
own.addSubnet("::ffff:127.0.0.0", 104, "ipv6");

/** Whether a host of an address (as `URL` gives it: lower case, numbers in their usual form) is this machine. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const version = isIP(host);
  if (version === 0) return host === "localhost" || host.endsWith(".localhost");
  return own.check(host, version === 4 ? "ipv4" : "ipv6");
}

const near = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
] as const)
  near.addSubnet(network, bits, "ipv4");
near.addAddress("::", "ipv6");
near.addSubnet("fe80::", 10, "ipv6");
near.addSubnet("::ffff:0.0.0.0", 104, "ipv6");
near.addSubnet("::ffff:169.254.0.0", 112, "ipv6");

/**
 * Whether a host is this machine or something that only this machine can reach, such as the service of a cloud that
 * hands out its credentials: never where a link of somebody else's may lead.
 */
export function isOnlyNear(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const version = isIP(host);
  if (version === 0) return isLoopback(host) || host === "metadata.google.internal";
  return isLoopback(host) || near.check(host, version === 4 ? "ipv4" : "ipv6");
}
