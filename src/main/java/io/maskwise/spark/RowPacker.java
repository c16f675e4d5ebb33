package io.maskwise.spark;

import io.maskwise.text.RememberedTokens;
import io.maskwise.text.TokenizedExample;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Packs the examples of one file, in their order, and hands them on; what is no example is handed on as it is.
 *
 * <p>Memory: the file's distinct names, a number for each token that its tokenizer remembers, and what {@link SplitCounter}
 * counts of each split.
 */
final class RowPacker implements Consumer<ReadItem> {
    private static final int[] NONE = {};
    private static final int NOT_YET = -1;

    /** Of about this size a block is closed. */
    private static final int BLOCK_BYTES = 1 << 15;

    private final Consumer<ReadItem> sink;
    private final NameNumbers numbers = new NameNumbers();
    private final PackedCounts counts = PackedCounts.none();
    private final NumberBytes room = new NumberBytes();
    private PackedRows.@Nullable Builder open;

    /** Whose indices {@link #numberOfIndex} is about. */
    private @Nullable Object memory;

    /** A remembered token's number + 1, or 0. */
    private int[] numberOfIndex = {};

    RowPacker(Consumer<ReadItem> sink) {
        this.sink = sink;
    }

    @Override
    public void accept(ReadItem item) {
        if (item instanceof SourceRow row && row.record() instanceof TokenizedExample example) {
            pack(row, example);
        } else {
            close();
            sink.accept(item);
        }
    }

    /** Hands on what is left, then the counts. */
    void end() {
        close();
        sink.accept(counts);
    }

    private void pack(SourceRow row, TokenizedExample example) {
        PackedRows.Builder block = open;
        if (block == null || !block.takes(row.origin(), example.position())) {
            close();
            block = new PackedRows.Builder(
                    row.origin().file(), example.position().file(), room);
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
            sink.accept(block.closed());
            open = null;
        }
    }

    private int[] numbers(List<String> names, PackedRows.Builder block) {
        int[] packed = names.isEmpty() ? NONE : new int[names.size()];
        if (names instanceof RememberedTokens tokens) {
            remembered(tokens, packed, block);
            return packed;
        }
        for (int i = 0; i < packed.length; i++) {
            packed[i] = number(names.get(i), block);
        }
        return packed;
    }

    private void remembered(RememberedTokens tokens, int[] packed, PackedRows.Builder block) {
        if (memory != tokens.memory()) {
            memory = tokens.memory();
            numberOfIndex = new int[0];
        }
        for (int i = 0; i < packed.length; i++) {
            int index = tokens.index(i);
            int number = index >= 0 && index < numberOfIndex.length ? numberOfIndex[index] - 1 : NOT_YET;
            packed[i] = number == NOT_YET ? numbered(index, tokens.get(i), block) : number;
        }
    }

    private int numbered(int index, String name, PackedRows.Builder block) {
        int number = number(name, block);
        if (index != RememberedTokens.STRANGER) {
            if (index >= numberOfIndex.length) {
                numberOfIndex = Arrays.copyOf(numberOfIndex, 2 * index + 1);
            }
            numberOfIndex[index] = number + 1;
        }
        return number;
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
