package io.maskwise.spark;

import io.maskwise.text.LabelSet;
import io.maskwise.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Turns the packed rows of one file into ids, from its first row on: what {@link RowEncoder} makes of them, each name looked
 * up once.
 */
final class PackedEncoder {
    private static final int NO_LABEL = -1;

    private final RowEncoder encoder;
    private final List<String> names = new ArrayList<>();
    private int[] tokenIds = new int[1 << 10];
    private int[] labelIds = new int[1 << 10];

    private PackedEncoder(RowEncoder encoder) {
        this.encoder = encoder;
    }

    /** The rows of the file's records. */
    static Iterator<DatasetRow> encoded(Iterator<ReadItem> items, RowEncoder encoder) {
        PackedEncoder packed = new PackedEncoder(encoder);
        return new FlatIterator<>(items, packed::encode);
    }

    private Iterator<DatasetRow> encode(ReadItem item) {
        if (item instanceof PackedRows rows) {
            rows.newNames().forEach(this::add);
            return new MappedIterator<>(rows.rows(), this::encode);
        }
        return item instanceof SourceRow row ? List.of(encoder.encode(row)).iterator() : Collections.emptyIterator();
    }

    private DatasetRow encode(PackedRow row) {
        if (!(encoder.labels() instanceof LabelSet)) {
            int[] target = ids(row.target(), labelIds, row.target().length + 1);
            target[row.target().length] = Vocabulary.END_ID;
            return encoded(row, target);
        }
        int[] labels = ids(row.labels(), labelIds, row.labels().length);
        for (int step = 0; step < labels.length; step++) {
            if (labels[step] == NO_LABEL) {
                return encoder.unknownLabel(row.origin(), row.position(), names.get(row.labels()[step]));
            }
        }
        return encoded(row, labels);
    }

    private EncodedRow encoded(PackedRow row, int[] labels) {
        int[] tokens = ids(row.tokens(), tokenIds, row.tokens().length);
        return new EncodedRow(
                row.origin(), RowName.whole(row.position()), tokens, labels, encoder.labelling(), row.tokensCut());
    }

    private static int[] ids(int[] numbers, int[] idOfNumber, int length) {
        int[] ids = new int[length];
        for (int step = 0; step < numbers.length; step++) {
            ids[step] = idOfNumber[numbers[step]];
        }
        return ids;
    }

    private void add(String name) {
        int number = names.size();
        names.add(name);
        if (number == tokenIds.length) {
            tokenIds = Arrays.copyOf(tokenIds, 2 * number);
            labelIds = Arrays.copyOf(labelIds, 2 * number);
        }
        tokenIds[number] = encoder.vocabulary().id(name);
        labelIds[number] = encoder.labels() instanceof Vocabulary targets
                ? targets.id(name)
                : encoder.labels().labelId(name).orElse(NO_LABEL);
    }
}
