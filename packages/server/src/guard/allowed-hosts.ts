import { BlockList, isIPv4 } from 'node:net';
import { parseHost } from './parse-host.ts';

/** Loopback and private ranges (RFC 1918, RFC 4193): what MLflow answers without being told to. */
const LOCAL_RANGES: readonly [network: string, bits: number, family: 'ipv4' | 'ipv6'][] = [
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
];

const REMEMBERED = 64;

const createLocalRanges = (): BlockList => {
  const list = new BlockList();
  for (const [network, bits, family] of LOCAL_RANGES) list.addSubnet(network, bits, family);
  return list;
};

/**
 * Whether to answer a Host header. A page that rebinds its own name to this address still sends its own name; so names
 * are compared whole, and only literal addresses of local ranges pass unlisted.
 */
export const createHostCheck = (
  allowed: readonly string[],
): ((header: string) => 'allowed' | 'foreign' | 'malformed') => {
  const names = new Set(['localhost', '0.0.0.0', ...allowed.filter((name) => !name.startsWith('*'))]);
  const endings = allowed.filter((name) => name.startsWith('*.')).map((name) => name.slice(1));
  const isOpen = allowed.includes('*');
  const local = createLocalRanges();
  const answers = new Map<string, 'allowed' | 'foreign' | 'malformed'>();

  const check = (header: string): 'allowed' | 'foreign' | 'malformed' => {
    const host = parseHost(header);
    if (host === undefined) return 'malformed';
    const { name, isAddress } = host;
    const passes =
      isOpen ||
      names.has(name) ||
      (isAddress
        ? local.check(name, isIPv4(name) ? 'ipv4' : 'ipv6')
        : endings.some((ending) => name.endsWith(ending) && name.length > ending.length));
    return passes ? 'allowed' : 'foreign';
  };

  return (header) => {
    let answer = answers.get(header);
    if (answer === undefined) {
      answer = check(header);
      if (answers.size >= REMEMBERED) answers.clear();
      answers.set(header, answer);
    }
    return answer;
  };
};
