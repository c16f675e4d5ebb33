package io.maskwise.metrics;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum of doubles without rounding: any order and any split of the terms gives the same sum, bit for bit.
 *
 * <p>Every finite double is a whole multiple of 2<sup>-1074</sup>. The sum is kept as such a multiple, in words of 32
 * bits that cover the whole range of double, and is rounded once, to nearest, by {@link #value()}.
 *
 * <p>NaN and the infinities add up as in IEEE 754: NaN, or infinities of both signs, give NaN; else an infinity gives
 * itself. A sum of zeros of any sign, or of nothing, is 0.0.
 *
 * <pre>
 * Radford M. Neal. Fast Exact Summation Using Small and Large Superaccumulators. 2015.
 * </pre>
 */
public final class ExactSum implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int WORD_BITS = 32;
    private static final long WORD_MASK = 0xffff_ffffL;
    /** All bits from 2^-1074 to 2^1023, and 46 more for carries, besides the upper half of the last word. */
    private static final int WORDS = 67;

    private static final int LOWEST_EXPONENT = 1074;
    /** A term changes a word by less than 2^33, so that words that hold 32 bits each cannot overflow before. */
    private static final int TERMS_BEFORE_CARRYING = 1 << 29;

    private final int termsBeforeCarrying;
    private final long[] words = new long[WORDS];
    private int uncarriedTerms;
    private boolean hasNan;
    private boolean hasPositiveInfinity;
    private boolean hasNegativeInfinity;

    /** The sum of nothing yet. */
    public ExactSum() {
        this(TERMS_BEFORE_CARRYING);
    }

    /** Carries more often than it must, which a test can wait for. */
    ExactSum(int termsBeforeCarrying) {
        this.termsBeforeCarrying = termsBeforeCarrying;
    }

    /** Adds a term. */
    public void add(double term) {
        if (Double.isFinite(term)) {
            addFinite(term);
        } else {
            hasNan |= Double.isNaN(term);
            hasPositiveInfinity |= term == Double.POSITIVE_INFINITY;
            hasNegativeInfinity |= term == Double.NEGATIVE_INFINITY;
        }
    }

    private void addFinite(double term) {
        long bits = Double.doubleToRawLongBits(term);
        int exponent = (int) (bits >>> 52) & 0x7ff;
        long mantissa = (bits & 0x000f_ffff_ffff_ffffL) | (exponent == 0 ? 0 : 1L << 52);
        int lowestBit = Math.max(exponent, 1) - 1;
        int word = lowestBit / WORD_BITS;
        int shift = lowestBit % WORD_BITS;
        long low = (mantissa & WORD_MASK) << shift;
        long high = (mantissa >>> WORD_BITS) << shift;
        int sign = bits < 0 ? -1 : 1;
        words[word] += sign * (low & WORD_MASK);
        words[word + 1] += sign * ((low >>> WORD_BITS) + (high & WORD_MASK));
        words[word + 2] += sign * (high >>> WORD_BITS);
        uncarriedTerms++;
        if (uncarriedTerms == termsBeforeCarrying) {
            carry();
        }
    }

    /** Brings all words but the last into 0 to 2^32 - 1; equal sums then have equal words. */
    private void carry() {
        for (int word = 0; word < WORDS - 1; word++) {
            words[word + 1] += words[word] >> WORD_BITS;
            words[word] &= WORD_MASK;
        }
        uncarriedTerms = 0;
    }

    /** How many terms may still be in the words' upper halves. */
    int uncarriedTerms() {
        return uncarriedTerms;
    }

    /** The sum of the terms of both, which stay as they are. */
    public ExactSum merge(ExactSum other) {
        carry();
        other.carry();
        ExactSum sum = new ExactSum();
        Arrays.setAll(sum.words, word -> words[word] + other.words[word]);
        sum.carry();
        sum.hasNan = hasNan || other.hasNan;
        sum.hasPositiveInfinity = hasPositiveInfinity || other.hasPositiveInfinity;
        sum.hasNegativeInfinity = hasNegativeInfinity || other.hasNegativeInfinity;
        return sum;
    }

    /** The sum, rounded once to the nearest double; an infinity if it is beyond the greatest. */
    public double value() {
        if (hasNan || (hasPositiveInfinity && hasNegativeInfinity)) {
            return Double.NaN;
        }
        if (hasPositiveInfinity || hasNegativeInfinity) {
            return hasPositiveInfinity ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        carry();
        BigInteger sum = BigInteger.valueOf(words[WORDS - 1]);
        for (int word = WORDS - 2; word >= 0; word--) {
            sum = sum.shiftLeft(WORD_BITS).add(BigInteger.valueOf(words[word]));
        }
        return sum.signum() * rounded(sum.abs());
    }

    /** {@code multiple} times 2^-1074: its upper 64 bits, the rest as one sticky bit, rounded and then only scaled. */
    private static double rounded(BigInteger multiple) {
        int dropped = Math.max(multiple.bitLength() - 64, 0);
        BigInteger kept = multiple.shiftRight(dropped);
        if (dropped > 0 && multiple.getLowestSetBit() < dropped) {
            kept = kept.setBit(0);
        }
        return Math.scalb(kept.doubleValue(), dropped - LOWEST_EXPONENT);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof ExactSum sum)) {
            return false;
        }
        carry();
        sum.carry();
        return Arrays.equals(words, sum.words)
                && hasNan == sum.hasNan
                && hasPositiveInfinity == sum.hasPositiveInfinity
                && hasNegativeInfinity == sum.hasNegativeInfinity;
    }

    @Override
    public int hashCode() {
        carry();
        return Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return "ExactSum[" + value() + "]";
    }
}
