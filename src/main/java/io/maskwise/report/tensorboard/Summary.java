package io.maskwise.report.tensorboard;

/** TensorFlow's {@code Summary} under construction: values of one moment, each under a tag. */
final class Summary {
    private static final int DT_STRING = 7;

    private final ProtoMessage values = new ProtoMessage();

    /** Adds a point of a curve. */
    Summary scalar(String tag, double value) {
        return value(new ProtoMessage().text(1, tag).single(2, (float) value));
    }

    Summary histogram(String tag, Histogram histogram) {
        return value(new ProtoMessage().text(1, tag).message(5, histogram.toMessage()));
    }

    /** Adds a text in Markdown. */
    Summary text(String tag, String markdown) {
        ProtoMessage plugin = new ProtoMessage().message(1, new ProtoMessage().text(1, "text"));
        ProtoMessage scalarShape = new ProtoMessage();
        ProtoMessage tensor =
                new ProtoMessage().integer(1, DT_STRING).message(2, scalarShape).text(8, markdown);
        return value(new ProtoMessage().text(1, tag).message(8, tensor).message(9, plugin));
    }

    private Summary value(ProtoMessage value) {
        values.message(1, value);
        return this;
    }

    ProtoMessage toMessage() {
        return values;
    }
}
