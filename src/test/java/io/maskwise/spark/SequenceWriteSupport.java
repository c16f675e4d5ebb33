package io.maskwise.spark;

import io.maskwise.sequence.PaddedSequence;
import io.maskwise.text.Labelling;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** The slow twin of {@link DatasetFile}: writes rows as records, by Parquet's own record layer. */
final class SequenceWriteSupport extends WriteSupport<PaddedSequence> {
    private final Labelling labelling;
    private final Map<String, String> fileMetadata;
    private @Nullable RecordConsumer open;

    SequenceWriteSupport(Labelling labelling, Map<String, String> fileMetadata) {
        this.labelling = labelling;
        this.fileMetadata = fileMetadata;
    }

    @Override
    public WriteContext init(Configuration configuration) {
        return new WriteContext(new DatasetSchema(labelling).columns(), fileMetadata);
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        open = consumer;
    }

    @Override
    public void write(PaddedSequence row) {
        RecordConsumer record = consumer();
        record.startMessage();
        field("id", 0, () -> record.addBinary(Binary.fromString(row.id())));
        array("tokens", 1, row.time(), step -> record.addInteger(row.tokens()[step]));
        array("mask", 2, row.time(), step -> record.addBoolean(row.mask()[step]));
        field("length", 3, () -> record.addInteger(row.length()));
        switch (labelling) {
            case PER_TOKEN -> array("labels", 4, row.time(), step -> record.addInteger(row.labels()[step]));
            case TARGET_SEQUENCE -> {
                array("labels", 4, row.labels().length, step -> record.addInteger(row.labels()[step]));
                array("label_mask", 5, row.labels().length, step -> record.addBoolean(row.labelMask()[step]));
            }
            case PER_SEQUENCE -> field("label", 4, () -> record.addInteger(row.labels()[0]));
            case NONE -> {}
        }
        record.endMessage();
    }

    private void array(String name, int index, int length, IntConsumer element) {
        RecordConsumer record = consumer();
        record.startField(name, index);
        record.startGroup();
        if (length > 0) {
            elements(length, element);
        }
        record.endGroup();
        record.endField(name, index);
    }

    private void elements(int length, IntConsumer element) {
        RecordConsumer record = consumer();
        record.startField("list", 0);
        for (int step = 0; step < length; step++) {
            record.startGroup();
            record.startField("element", 0);
            element.accept(step);
            record.endField("element", 0);
            record.endGroup();
        }
        record.endField("list", 0);
    }

    private void field(String name, int index, Runnable value) {
        RecordConsumer record = consumer();
        record.startField(name, index);
        value.run();
        record.endField(name, index);
    }

    private RecordConsumer consumer() {
        RecordConsumer consumer = open;
        if (consumer == null) {
            throw new IllegalStateException("Cannot write a row: the file is not open");
        }
        return consumer;
    }
}
