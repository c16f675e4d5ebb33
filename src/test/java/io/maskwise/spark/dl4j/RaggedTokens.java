package io.maskwise.spark.dl4j;

import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Batches of sequences of unequal length, a label for each step, padded right, with label masks. */
final class RaggedTokens {
    static final int FEATURES = 3;
    static final int CLASSES = 2;

    private final Random random;

    RaggedTokens(long seed) {
        random = new Random(seed);
    }

    /** One batch; the first row is as long as the batch. */
    DataSet batch(int rows, int steps) {
        DataSet batch = zeros(rows, steps);
        for (int row = 0; row < rows; row++) {
            int length = row == 0 ? steps : 1 + random.nextInt(steps);
            for (int step = 0; step < length; step++) {
                fill(batch, row, step);
            }
        }
        return batch;
    }

    private void fill(DataSet batch, int row, int step) {
        for (int feature = 0; feature < FEATURES; feature++) {
            batch.getFeatures().putScalar(row, feature, step, random.nextGaussian());
        }
        batch.getLabels().putScalar(row, random.nextInt(CLASSES), step, 1);
        batch.getLabelsMaskArray().putScalar(row, step, 1);
    }

    /** Padding alone. */
    static DataSet zeros(int rows, int steps) {
        return new DataSet(
                Nd4j.zeros(DataType.DOUBLE, rows, FEATURES, steps),
                Nd4j.zeros(DataType.DOUBLE, rows, CLASSES, steps),
                null,
                Nd4j.zeros(DataType.DOUBLE, rows, steps));
    }

    /** Batches of one to four rows and two to nine steps, so that workers see very unequal numbers of labels. */
    List<DataSet> batches(int count) {
        return random.ints(count, 0, 32)
                .mapToObj(size -> batch(1 + size % 4, 2 + size / 4))
                .toList();
    }

    /** All rows of some batches in one. */
    static DataSet join(List<DataSet> batches) {
        int rows = batches.stream().mapToInt(DataSet::numExamples).sum();
        long steps = batches.stream()
                .mapToLong(batch -> batch.getFeatures().size(2))
                .max()
                .orElse(1);
        DataSet joint = zeros(rows, (int) steps);
        int row = 0;
        for (DataSet batch : batches) {
            put(joint.getFeatures(), batch.getFeatures(), row);
            put(joint.getLabels(), batch.getLabels(), row);
            put(joint.getLabelsMaskArray(), batch.getLabelsMaskArray(), row);
            row += batch.numExamples();
        }
        return joint;
    }

    private static void put(INDArray joint, INDArray part, int row) {
        var rows = NDArrayIndex.interval(row, row + part.size(0));
        var steps = NDArrayIndex.interval(0, part.size(part.rank() - 1));
        (part.rank() == 3 ? joint.get(rows, NDArrayIndex.all(), steps) : joint.get(rows, steps)).assign(part);
    }

    static long labels(DataSet batch) {
        return batch.getLabelsMaskArray().sumNumber().longValue();
    }
}
