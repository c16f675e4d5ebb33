package io.maskwise.spark;

import io.maskwise.metrics.SpanF1;
import io.maskwise.metrics.SpanTag;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The scores of spans that tags such as {@code B-PER} mark; a row is a sentence. */
final class MaskedSpans extends MaskedAggregate<SpanF1, Row> {
    private static final long serialVersionUID = 1L;

    MaskedSpans() {
        super("masked_span_f1", STRINGS, STRINGS);
    }

    @Override
    public SpanF1 zero() {
        return new SpanF1();
    }

    @Override
    void add(SpanF1 sum, MaskedRow row) {
        sum.add(tags(row.countedLabels()), tags(row.countedPredictions()));
    }

    private static List<SpanTag> tags(List<?> texts) {
        return texts.stream().map(text -> SpanTag.parse((String) text)).toList();
    }

    @Override
    public SpanF1 merge(SpanF1 some, SpanF1 others) {
        return some.merge(others);
    }

    @Override
    Class<SpanF1> sumClass() {
        return SpanF1.class;
    }

    @Override
    public Row finish(SpanF1 sum) {
        List<Row> types = new ArrayList<>();
        sum.perType().forEach((type, scores) -> types.add(MaskedClasses.row(type, scores)));
        return RowFactory.create(
                MaskedClasses.row(sum.micro()),
                MaskedClasses.row(sum.macro()),
                MaskedClasses.row(sum.weighted()),
                sum.accuracy(),
                types.toArray());
    }

    @Override
    public Encoder<Row> outputEncoder() {
        return Encoders.row(new StructType()
                .add("micro", MaskedClasses.SCORES, false)
                .add("macro", MaskedClasses.SCORES, false)
                .add("weighted", MaskedClasses.SCORES, false)
                .add("accuracy", DataTypes.DoubleType, false)
                .add("types", DataTypes.createArrayType(MaskedClasses.named("type"), false), false));
    }
}
