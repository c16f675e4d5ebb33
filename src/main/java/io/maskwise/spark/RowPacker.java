package io.maskwise.spark;

import io.maskwise.text.TokenizedExample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Packs the examples of one file, in their order; what is no example stays as it is. Memory: the file's distinct names. */
final class RowPacker {
    private final Map<String, Integer> numbers = new HashMap<>();
    private List<String> newNames = new ArrayList<>();

    static Iterator<ReadItem> packed(Iterator<ReadItem> items) {
        RowPacker packer = new RowPacker();
        return new MappedIterator<>(items, packer::pack);
    }

    private ReadItem pack(ReadItem item) {
        if (!(item instanceof SourceRow row) || !(row.record() instanceof TokenizedExample example)) {
            return item;
        }
        newNames = new ArrayList<>(0);
        return new PackedRow(
                row.origin(),
                example.position(),
                numbers(example.tokens()),
                numbers(example.labels()),
                numbers(example.target()),
                row.tokensCut(),
                newNames);
    }

    private int[] numbers(List<String> names) {
        int[] packed = new int[names.size()];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = numbers.computeIfAbsent(names.get(i), this::add);
        }
        return packed;
    }

    private int add(String name) {
        newNames.add(name);
        return numbers.size();
    }
}
