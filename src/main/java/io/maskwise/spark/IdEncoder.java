package io.maskwise.spark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Encodes ids as Parquet's dictionary encoding does, page for page and byte for byte, but finds the places of ids in the
 * dictionary by an array in place of a hash map: ids are at least 0, and there are no more than a vocabulary has.
 *
 * <p>Where a dictionary does not pay, as Parquet sees it, ids stand in pages as they are.
 */
@SuppressWarnings("deprecation") // how Parquet's writers of version 1 call the encoding
final class IdEncoder {
    private static final int SLAB_BYTES = 1 << 16;

    private final ParquetProperties properties;
    private int[] ids = new int[1 << 12];
    private int count;

    /** For each id its place in the dictionary + 1, or 0. */
    private int[] places = new int[1 << 10];

    private int[] dictionary = new int[1 << 10];
    private int size;
    private boolean plain;
    private boolean first = true;
    private boolean dictionaryUsed;

    IdEncoder(ParquetProperties properties) {
        this.properties = properties;
    }

    /** Adds ids, from 0 on. */
    void add(int[] some) {
        reserve(some.length);
        System.arraycopy(some, 0, ids, count, some.length);
        count += some.length;
    }

    /** Adds so many zeros. */
    void addZeros(int zeros) {
        reserve(zeros);
        Arrays.fill(ids, count, count + zeros, 0);
        count += zeros;
    }

    private void reserve(int more) {
        if (count + more > ids.length) {
            ids = Arrays.copyOf(ids, Math.max(count + more, 2 * ids.length));
        }
    }

    /** How many bytes the page and the dictionary have, about. */
    long size() {
        return (long) Integer.BYTES * (count + size);
    }

    /** The page that the ids make, whose encoding {@link #encoding} tells; the next one begins. */
    BytesInput takePage() throws IOException {
        BytesInput page = plain ? null : withDictionary();
        if (page == null) {
            plain = true;
            page = asTheyAre(ids, count);
        } else {
            dictionaryUsed = true;
        }
        first = false;
        count = 0;
        return page;
    }

    /** How the page was encoded that was taken last. */
    Encoding encoding() {
        return plain ? Encoding.PLAIN : Encoding.PLAIN_DICTIONARY;
    }

    /** The dictionary of the pages that were taken; nothing where none of them uses it. */
    Optional<DictionaryPage> dictionary() throws IOException {
        return dictionaryUsed
                ? Optional.of(new DictionaryPage(asTheyAre(dictionary, size), size, Encoding.PLAIN_DICTIONARY))
                : Optional.empty();
    }

    /** The page as places in the dictionary, or null if that does not pay: then the dictionary is what it was before. */
    private @Nullable BytesInput withDictionary() throws IOException {
        int before = size;
        for (int at = 0; at < count; at++) {
            learn(ids[at]);
        }
        if ((long) Integer.BYTES * size <= properties.getDictionaryPageSizeThreshold()) {
            int width = BytesUtils.getWidthFromMaxInt(size - 1);
            BytesInput page = BytesInput.concat(BytesInput.from(new byte[] {(byte) width}), packed(width));
            if (!first || page.size() + (long) Integer.BYTES * size < (long) Integer.BYTES * count) {
                return page;
            }
        }
        size = before;
        return null;
    }

    private void learn(int id) {
        if (id >= places.length) {
            places = Arrays.copyOf(places, Math.max(id + 1, 2 * places.length));
        }
        if (places[id] == 0) {
            if (size == dictionary.length) {
                dictionary = Arrays.copyOf(dictionary, 2 * size);
            }
            dictionary[size++] = id;
            places[id] = size;
        }
    }

    private BytesInput packed(int width) throws IOException {
        RunLengthBitPackingHybridEncoder encoder = new RunLengthBitPackingHybridEncoder(
                width, SLAB_BYTES, properties.getPageSizeThreshold(), properties.getAllocator());
        try {
            for (int at = 0; at < count; at++) {
                encoder.writeInt(places[ids[at]] - 1);
            }
            return BytesInput.copy(encoder.toBytes());
        } finally {
            encoder.close();
        }
    }

    private static BytesInput asTheyAre(int[] some, int count) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(Integer.BYTES, count)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(some, 0, count);
        return BytesInput.from(bytes.array());
    }
}
