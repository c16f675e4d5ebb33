package io.maskwise.spark;

import io.maskwise.text.TokenizedExample;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Packs the examples of one file, in their order; what is no example stays as it is. Memory: the file's distinct names. */
final class RowPacker implements Iterator<ReadItem> {
    private static final int[] NONE = {};

    /** Of about this size a block is closed. */
    private static final int BLOCK_BYTES = 1 << 15;

    private final Iterator<ReadItem> items;
    private final NameNumbers numbers = new NameNumbers();
    private final PackedCounts counts = PackedCounts.none();
    private final ArrayDeque<ReadItem> done = new ArrayDeque<>();
    private PackedRows.@Nullable Builder open;
    private boolean ended;

    private RowPacker(Iterator<ReadItem> items) {
        this.items = items;
    }

    static Iterator<ReadItem> packed(Iterator<ReadItem> items) {
        return new RowPacker(items);
    }

    @Override
    public boolean hasNext() {
        while (done.isEmpty() && items.hasNext()) {
            ReadItem item = items.next();
            if (item instanceof SourceRow row && row.record() instanceof TokenizedExample example) {
                pack(row, example);
            } else {
                close();
                done.add(item);
            }
        }
        if (done.isEmpty() && !ended) {
            close();
            done.add(counts);
            ended = true;
        }
        return !done.isEmpty();
    }

    @Override
    public ReadItem next() {
        if (!hasNext()) {
            throw new NoSuchElementException("Cannot pack on: the file has no more rows");
        }
        return done.remove();
    }

    private void pack(SourceRow row, TokenizedExample example) {
        PackedRows.Builder block = open;
        if (block == null || !block.takes(row.origin(), example.position())) {
            close();
            block = new PackedRows.Builder(
                    row.origin().file(), example.position().file());
            open = block;
        }
        PackedRow packed = new PackedRow(
                row.origin(),
                example.position(),
                numbers(example.tokens(), block),
                numbers(example.labels(), block),
                numbers(example.target(), block),
                row.tokensCut());
        block.add(packed);
        counts.add(packed);
        if (block.size() >= BLOCK_BYTES) {
            close();
        }
    }

    private void close() {
        PackedRows.Builder block = open;
        if (block != null) {
            done.add(block.closed());
            open = null;
        }
    }

    private int[] numbers(List<String> names, PackedRows.Builder block) {
        int[] packed = names.isEmpty() ? NONE : new int[names.size()];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = number(names.get(i), block);
        }
        return packed;
    }

    private int number(String name, PackedRows.Builder block) {
        int known = numbers.count();
        int number = numbers.number(name);
        if (number == known) {
            block.newName(name);
        }
        return number;
    }
}
