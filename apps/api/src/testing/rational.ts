/** The oracle: rational numbers, and rounding by comparing the remainder. It shares no code with what it judges. */
export class Rational {
  readonly n: bigint;
  readonly d: bigint;
  constructor(n: bigint, d = 1n) {
    this.n = n;
    this.d = d;
  }
  times(other: Rational): Rational {
    return new Rational(this.n * other.n, this.d * other.d);
  }
  plus(other: Rational): Rational {
    return new Rational(this.n * other.d + other.n * this.d, this.d * other.d);
  }
  /** To whole micro-units: half a unit and more goes up. */
  rounded(): bigint {
    const whole = this.n / this.d;
    const rest = this.n - whole * this.d;
    return rest + rest >= this.d ? whole + 1n : whole;
  }
}
