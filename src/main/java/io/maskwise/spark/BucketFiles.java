package io.maskwise.spark;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the rows of one split and one padded length are cut into files: evenly, by their rank in the corpus's order.
 *
 * @param split the rows' split
 * @param bound the rows' padded length
 * @param rows how many there are, >= 1
 * @param files into how many files they are cut, >= 1
 * @param firstIndex the place of the first file among all of the dataset
 */
record BucketFiles(String split, int bound, long rows, int files, int firstIndex) implements Serializable {
    /** The file of the row of a rank. */
    int indexOf(long rank) {
        return firstIndex + Math.toIntExact(rank * files / rows);
    }

    /** The files in order. */
    List<DatasetPart> parts() {
        return IntStream.range(0, files)
                .mapToObj(number ->
                        new DatasetPart(firstIndex + number, split, bound, number, begin(number + 1) - begin(number)))
                .toList();
    }

    /** The lowest rank of a file: the least r for which {@code r * files / rows} is its number. */
    private long begin(int number) {
        return (number * rows + files - 1) / files;
    }
}
