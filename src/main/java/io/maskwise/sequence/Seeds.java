package io.maskwise.sequence;

import java.util.SplittableRandom;

/**
 * Where every random choice of a run comes from: one seed, and coordinates that name the choice.
 *
 * <p>Numbers depend on the arguments alone: not on threads, machines or what was drawn before.
 */
public final class Seeds {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private Seeds() {}

    /**
     * The seed of one choice, such as {@code derive(runSeed, epoch, worker)}.
     *
     * <p>The seed passes through SplitMix64's mixer; each coordinate is then folded in (exclusive or) and the result
     * mixed again. With all other arguments equal, different values of one argument give different seeds.
     *
     * <pre>
     * Guy L. Steele Jr., Doug Lea, Christine H. Flood.
     * Fast Splittable Pseudorandom Number Generators. OOPSLA 2014.
     * </pre>
     */
    public static long derive(long seed, long... coordinates) {
        long state = mix(seed);
        for (long coordinate : coordinates) {
            // Not mixed first: seed and coordinate could then change places.
            state = mix(state ^ coordinate);
        }
        return state;
    }

    /** The numbers 0 to {@code size - 1} in an order that the seed alone decides. */
    public static int[] permutation(int size, long seed) {
        int[] values = new int[size];
        for (int i = 0; i < size; i++) {
            values[i] = i;
        }
        shuffle(values, seed);
        return values;
    }

    /** Reorders the values in place (Fisher and Yates' shuffle), as the seed alone decides. */
    public static void shuffle(int[] values, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int last = values.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int value = values[last];
            values[last] = values[other];
            values[other] = value;
        }
    }

    private static long mix(long value) {
        long mixed = value + GOLDEN_GAMMA;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
