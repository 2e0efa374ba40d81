// Reads what `src/flat.rs` writes: a tree as one list of numbers, and the few texts that the source does not hold.

const enum Tag {
  Constant,
  Number,
  Source,
  Name,
  List,
  Map,
  Pair,
}

const CONSTANTS = [null, false, true] as const;

/** The tree that the numbers stand for, its texts cut out of the source. */
export function read(words: Uint32Array, source: string): unknown {
  const names = readNames(words);
  let at = 0;
  return value();

  function value(): unknown {
    const word = words[at++]!;
    const payload = word >>> 3;
    switch (word & 7) {
      case Tag.Constant:
        return payload === 3 ? words[at++]! : CONSTANTS[payload];
      case Tag.Number:
        return payload;
      case Tag.Source:
        return source.slice(payload, words[at++]! >>> 3);
      case Tag.Name:
        return names[payload];
      case Tag.Pair:
        return [payload, words[at++]! >>> 3];
      case Tag.List: {
        const list = [];
        for (let left = payload; left > 0; left -= 1) list.push(value());
        return list;
      }
      default: {
        const map: Record<string, unknown> = {};
        for (let left = payload; left > 0; left -= 1) map[names[words[at++]!]!] = value();
        return map;
      }
    }
  }
}

const UTF_16 = new TextDecoder("utf-16le", { ignoreBOM: true });

/** The texts behind the tree: their letters, where each ends, how many numbers the tree has, how many they are. */
function readNames(words: Uint32Array): string[] {
  const [tree, count] = words.subarray(-2) as unknown as [number, number];
  const ends = words.subarray(words.length - 2 - count, words.length - 2);
  const bytes = new Uint8Array(words.buffer, words.byteOffset + tree * 4, (ends.at(-1) ?? 0) * 2);
  const letters = UTF_16.decode(bytes);
  const names: string[] = [];
  let start = 0;
  for (const end of ends) {
    names.push(letters.slice(start, end));
    start = end;
  }
  return names;
}
