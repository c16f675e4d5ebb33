package io.maskwise.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rows of a split stand for all of it: as many as asked for, at even distances in the order of buckets and ranks.
 *
 * @param positions the places in each file, ascending
 */
record SplitSample(Map<FileRows, List<Long>> positions) {
    /** At most so many rows of the files, which are in order. */
    static SplitSample of(List<FileRows> files, int rows) {
        long total = files.stream().mapToLong(FileRows::rows).sum();
        long wanted = Math.min(rows, total);
        Map<FileRows, List<Long>> positions = new LinkedHashMap<>();
        long before = 0;
        long next = 0;
        for (FileRows file : files) {
            List<Long> ofFile = new ArrayList<>();
            for (; next < wanted && place(next, wanted, total) < before + file.rows(); next++) {
                ofFile.add(place(next, wanted, total) - before);
            }
            if (!ofFile.isEmpty()) {
                positions.put(file, List.copyOf(ofFile));
            }
            before += file.rows();
        }
        return new SplitSample(positions);
    }

    /** The middle of the part of all rows that one row of the sample stands for. */
    private static long place(long index, long wanted, long total) {
        return (2 * index + 1) * total / (2 * wanted);
    }
}
