package io.maskwise.spark;

import io.maskwise.model.DecodedTarget;
import io.maskwise.model.GreedyDecoder;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.text.LabelTable;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A target for each sequence, decoded greedily: {@code prediction}, its {@code probability} as a whole, and {@code ended},
 * false where it was cut off.
 *
 * @param targets the tokens of its ids
 * @param longest how many ids are written at most
 * @param between what stands between two of its tokens
 */
record TargetPredictions(LabelTable targets, int longest, String between) implements PredictionForm {
    @Override
    public StructType columns() {
        return new StructType()
                .add("prediction", DataTypes.StringType, false)
                .add("probability", DataTypes.DoubleType, false)
                .add("ended", DataTypes.BooleanType, false);
    }

    @Override
    public List<Object[]> predict(SequenceNetwork network, List<UnlabelledRow> rows, PaddedBatch batch) {
        List<Object[]> values = new ArrayList<>();
        for (DecodedTarget target : new GreedyDecoder(network, longest).write(batch.tokens(), batch.mask())) {
            values.add(new Object[] {
                text(target.ids()), SequencePredictions.probability(target.logProbability()), target.ended()
            });
        }
        return values;
    }

    private String text(int[] ids) {
        StringJoiner text = new StringJoiner(between);
        for (int id : ids) {
            text.add(targets.label(id));
        }
        return text.toString();
    }
}
