package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.sequence.PaddedSequence;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.Labelling;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestSequenceCodec {
    private static PaddedSequence sequence(Labelling labelling) {
        int[] tokens = {5, 0, 2};
        boolean[] mask = {true, false, true};
        return switch (labelling) {
            case PER_TOKEN -> new PaddedSequence("a.tsv:1", tokens, mask, new int[] {3, 0, 1});
            case PER_SEQUENCE -> new PaddedSequence("a.tsv:1", tokens, mask, new int[] {7});
            case NONE -> new PaddedSequence("a.tsv:1", tokens, mask, new int[0]);
            case TARGET_SEQUENCE ->
                new PaddedSequence("a.tsv:1", tokens, mask, new int[] {4, 3}, new boolean[] {false, true});
        };
    }

    @ParameterizedTest
    @EnumSource
    void rowsComeBackFromSparkAsTheyWere(Labelling labelling) {
        PaddedSequence sequence = sequence(labelling);
        Row row = SparkSessions.local()
                .createDataFrame(List.of(SequenceCodec.encode(sequence, labelling)), SequenceCodec.schema(labelling))
                .collectAsList()
                .get(0);

        PaddedSequence back = SequenceCodec.decode(row, labelling);
        assertThat(back.id()).isEqualTo("a.tsv:1");
        assertThat(back.tokens()).isEqualTo(sequence.tokens());
        assertThat(back.mask()).isEqualTo(sequence.mask());
        assertThat(back.labels()).isEqualTo(sequence.labels());
        assertThat(back.labelMask()).isEqualTo(sequence.labelMask());
    }

    @Test
    void aLengthThatIsNotTheMasksIsRefused() {
        PaddedSequence sequence = sequence(Labelling.NONE);
        Row spark = SparkSessions.local()
                .createDataFrame(
                        List.of(RowFactory.create(
                                sequence.id(), new Integer[] {5, 0, 2}, new Boolean[] {true, false, true}, 3)),
                        SequenceCodec.schema(Labelling.NONE))
                .collectAsList()
                .get(0);
        assertThatThrownBy(() -> SequenceCodec.decode(spark, Labelling.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid length of row a.tsv:1: 3 (must be 2, the real steps of its mask)");
    }
}
