package io.maskwise.spark;

import io.maskwise.metrics.Bleu;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** The BLEU of the predicted tokens against the labels; a row is a text with its reference. */
final class MaskedBleu extends MaskedAggregate<Bleu, Double> {
    private static final long serialVersionUID = 1L;

    MaskedBleu() {
        super("masked_bleu", STRINGS, STRINGS);
    }

    @Override
    public Bleu zero() {
        return new Bleu();
    }

    @Override
    void add(Bleu sum, MaskedRow row) {
        sum.add(row.countedPredictions(), row.countedLabels());
    }

    @Override
    public Bleu merge(Bleu some, Bleu others) {
        return some.merge(others);
    }

    @Override
    Class<Bleu> sumClass() {
        return Bleu.class;
    }

    @Override
    public Double finish(Bleu sum) {
        return sum.value();
    }

    @Override
    public Encoder<Double> outputEncoder() {
        return Encoders.DOUBLE();
    }
}
