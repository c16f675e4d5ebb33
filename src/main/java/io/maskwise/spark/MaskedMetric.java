package io.maskwise.spark;

import io.maskwise.metrics.Metric;
import io.maskwise.metrics.PredictionBatch;
import io.maskwise.metrics.TokenValues;
import io.maskwise.metrics.TokenWeights;
import io.maskwise.sequence.Mask;
import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/** The functions that are metrics of labels as numbers and of one number, or one a class, for each token. */
final class MaskedMetric extends MaskedAggregate<Metric, Double> {
    private static final long serialVersionUID = 1L;

    /** Makes the metric of nothing yet. */
    interface Empty extends Supplier<Metric>, Serializable {}

    private final Empty empty;

    private MaskedMetric(String name, DataType predictions, Empty empty) {
        super(name, DOUBLES, predictions);
        this.empty = empty;
    }

    /** A metric of a number for each token. */
    static MaskedMetric ofNumbers(String name, Empty empty) {
        return new MaskedMetric(name, DOUBLES, empty);
    }

    /** A metric of a number for each class of each token. */
    static MaskedMetric ofVectors(String name, Empty empty) {
        return new MaskedMetric(name, DataTypes.createArrayType(DOUBLES), empty);
    }

    @Override
    public Metric zero() {
        return empty.get();
    }

    /** Only what counts becomes a batch, so that anything may stand under the mask. */
    @Override
    void add(Metric sum, MaskedRow row) {
        List<?> labels = row.countedLabels();
        double[][] predictions =
                row.countedPredictions().stream().map(MaskedMetric::vector).toArray(double[][]::new);
        if (!labels.isEmpty()) {
            double[][] numbers = {
                labels.stream().mapToDouble(label -> (Double) label).toArray()
            };
            sum.add(new PredictionBatch(
                    TokenValues.ofNumbers(numbers),
                    TokenValues.ofVectors(new double[][][] {predictions}),
                    TokenWeights.of(Mask.allReal(1, labels.size()))));
        }
    }

    /** What is null is not a number, which metrics refuse. */
    private static double[] vector(Object prediction) {
        if (prediction instanceof Double number) {
            return new double[] {number};
        }
        Seq<?> numbers = (Seq<?>) prediction;
        double[] vector = new double[numbers.size()];
        for (int id = 0; id < vector.length; id++) {
            vector[id] = numbers.apply(id) instanceof Double number ? number : Double.NaN;
        }
        return vector;
    }

    @Override
    public Metric merge(Metric some, Metric others) {
        return some.merge(others);
    }

    @Override
    Class<Metric> sumClass() {
        return Metric.class;
    }

    @Override
    public Double finish(Metric sum) {
        return sum.value();
    }

    @Override
    public Encoder<Double> outputEncoder() {
        return Encoders.DOUBLE();
    }
}
