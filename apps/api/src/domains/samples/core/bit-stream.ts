/** More would not fit into the 32 bits of shifts, beside the seven that may be waiting. */
const AT_ONCE = 24;

/** Writes whole numbers of up to 53 bits one after the other, the highest bit first. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #waiting = 0;
  #count = 0;

  write(value: number, bits: number): void {
    if (bits > AT_ONCE) {
      this.write(Math.floor(value / 2 ** AT_ONCE), bits - AT_ONCE);
      this.#append(value % 2 ** AT_ONCE, AT_ONCE);
    } else this.#append(value, bits);
  }

  /** A number of unknown size in groups of seven bits, the lowest first. */
  writeVarint(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.write(128 + (rest % 128), 8);
      rest = Math.floor(rest / 128);
    }
    this.write(rest, 8);
  }

  /** Everything written, zero bits filling the last byte. */
  bytes(): Buffer {
    if (this.#count > 0) this.#append(0, 8 - this.#count);
    return Buffer.from(this.#bytes);
  }

  #append(value: number, bits: number): void {
    this.#waiting = (this.#waiting << bits) | value;
    this.#count += bits;
    while (this.#count >= 8) {
      this.#count -= 8;
      this.#bytes.push((this.#waiting >>> this.#count) & 0xff);
    }
    this.#waiting &= (1 << this.#count) - 1;
  }
}

/** Reads what a `BitWriter` wrote, in the same order. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #waiting = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @throws {RangeError} past the end. */
  read(bits: number): number {
    if (bits <= AT_ONCE) return this.#take(bits);
    const high = this.read(bits - AT_ONCE);
    return high * 2 ** AT_ONCE + this.#take(AT_ONCE);
  }

  readVarint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const group = this.read(8);
      value += (group % 128) * scale;
      if (group < 128) return value;
    }
  }

  #take(bits: number): number {
    while (this.#count < bits) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new RangeError("the bits are at an end");
      this.#waiting = (this.#waiting << 8) | byte;
      this.#count += 8;
      this.#at += 1;
    }
    this.#count -= bits;
    const value = this.#waiting >>> this.#count;
    this.#waiting &= (1 << this.#count) - 1;
    return value;
  }
}
