package io.maskwise.spark.ml;

import io.maskwise.metrics.ExactSum;
import io.maskwise.metrics.LossSum;
import io.maskwise.metrics.NamedConfusion;
import io.maskwise.metrics.SpanF1;
import io.maskwise.metrics.SpanTag;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What rows come to: mergeable, in any order. */
final class MeasuredRows implements Serializable {
    private static final long serialVersionUID = 1L;

    private final NamedConfusion confusion;
    private final ExactSum losses;
    private final long counted;
    private final @Nullable SpanF1 spans;

    private MeasuredRows(NamedConfusion confusion, ExactSum losses, long counted, @Nullable SpanF1 spans) {
        this.confusion = confusion;
        this.losses = losses;
        this.counted = counted;
        this.spans = spans;
    }

    static MeasuredRows none(MeasuredRow.Reader reader) {
        return of(List.<Row>of().iterator(), reader);
    }

    static MeasuredRows of(Iterator<Row> rows, MeasuredRow.Reader reader) {
        NamedConfusion confusion = new NamedConfusion();
        ExactSum losses = new ExactSum();
        SpanF1 spans = reader.spans() ? new SpanF1() : null;
        long counted = 0;
        while (rows.hasNext()) {
            Optional<MeasuredRow> read = reader.read(rows.next());
            if (read.isPresent()) {
                MeasuredRow row = read.get();
                for (int i = 0; i < row.labels().size(); i++) {
                    confusion.add(row.labels().get(i), row.predictions().get(i));
                }
                row.losses().forEach(losses::add);
                counted += row.losses().size();
                if (spans != null) {
                    spans.add(tags(row.labels()), tags(row.predictions()));
                }
            }
        }
        return new MeasuredRows(confusion, losses, counted, spans);
    }

    private static List<SpanTag> tags(List<String> labels) {
        return labels.stream().map(SpanTag::parse).toList();
    }

    MeasuredRows merge(MeasuredRows other) {
        SpanF1 merged = spans != null && other.spans != null ? spans.merge(other.spans) : spans;
        return new MeasuredRows(
                confusion.merge(other.confusion), losses.merge(other.losses), counted + other.counted, merged);
    }

    /** How often which label was predicted for which. */
    NamedConfusion confusion() {
        return confusion;
    }

    /** The mean loss of a label; 0 where none counts. */
    double loss() {
        return new LossSum(losses.value(), counted).mean();
    }

    /** The spans, where they were asked for. */
    Optional<SpanF1> spans() {
        return Optional.ofNullable(spans);
    }
}
