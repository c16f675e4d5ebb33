package io.maskwise.spark;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers names in the order in which they are first seen, from 0.
 *
 * <p>A hash map would do; this one looks at fewer places in memory for each name, which is what numbering a corpus takes
 * its time for. Names that are many and of one hash, which no text has by chance, go into a hash map after all.
 */
final class NameNumbers {
    private static final int FREE = -1;
    private static final int GOLDEN_RATIO = 0x9E3779B9;
    private static final int MOST_PROBES = 64;

    private String[] names = new String[1 << 10];
    private int[] hashes = new int[1 << 10];
    private int[] slots = new int[1 << 12];
    private int count;
    private final Map<String, Integer> crowded = new HashMap<>();

    NameNumbers() {
        Arrays.fill(slots, FREE);
    }

    /** How many names have a number. */
    int count() {
        return count;
    }

    /** The name's number, a new one if it is seen for the first time. */
    int number(String name) {
        int hash = name.hashCode();
        int slot = slot(hash);
        for (int probe = 0; slots[slot] != FREE; probe++) {
            int number = slots[slot];
            if (hashes[number] == hash && names[number].equals(name)) {
                return number;
            }
            if (probe == MOST_PROBES) {
                return crowded(name, hash);
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = count;
        return add(name, hash);
    }

    /** Spreads hashes that are alike: the highest bits of a product with the golden ratio. */
    private int slot(int hash) {
        return (hash * GOLDEN_RATIO) >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
    }

    private int add(String name, int hash) {
        if (count == names.length) {
            names = Arrays.copyOf(names, 2 * count);
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        names[count] = name;
        hashes[count] = hash;
        count++;
        if (2 * count > slots.length) {
            spread();
        }
        return count - 1;
    }

    private int crowded(String name, int hash) {
        Integer known = crowded.get(name);
        if (known != null) {
            return known;
        }
        crowded.put(name, count);
        return add(name, hash);
    }

    private void spread() {
        slots = new int[2 * slots.length];
        Arrays.fill(slots, FREE);
        crowded.clear();
        for (int number = 0; number < count; number++) {
            place(number);
        }
    }

    private void place(int number) {
        int slot = slot(hashes[number]);
        for (int probe = 0; slots[slot] != FREE; probe++) {
            if (probe == MOST_PROBES) {
                crowded.put(names[number], number);
                return;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = number;
    }
}
