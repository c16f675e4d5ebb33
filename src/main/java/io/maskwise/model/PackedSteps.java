package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which steps of a batch are real, and their vectors side by side: row after row, without anything between them.
 *
 * <p>What computes on packed vectors never sees what stands under the mask, and does no work for it.
 */
final class PackedSteps {
    private final int batch;
    private final int time;
    private final int[] places;
    private final int[] starts;

    /**
     * @param mask which steps are real; all of them where it is absent
     */
    PackedSteps(int batch, int time, Optional<Mask> mask) {
        this.batch = batch;
        this.time = time;
        this.places = IntStream.range(0, batch * time)
                .filter(place -> mask.isEmpty() || mask.get().isReal(place / time, place % time))
                .toArray();
        this.starts = new int[batch + 1];
        for (int place : places) {
            starts[place / time + 1]++;
        }
        for (int row = 0; row < batch; row++) {
            starts[row + 1] += starts[row];
        }
    }

    /** The steps of a sequence of vectors. */
    static PackedSteps of(Activation sequence) {
        Tensor values = sequence.values();
        return new PackedSteps(values.dimension(0), values.dimension(1), sequence.mask());
    }

    int batch() {
        return batch;
    }

    int time() {
        return time;
    }

    /** How many real steps there are. */
    int count() {
        return places.length;
    }

    /** The index of a row's first real step. */
    int start(int row) {
        return starts[row];
    }

    /** How many real steps a row has. */
    int count(int row) {
        return starts[row + 1] - starts[row];
    }

    /** How many real steps the row has that has most. */
    int longest() {
        return IntStream.range(0, batch).map(this::count).max().orElse(0);
    }

    /** Where in its padded row a real step stands, by its index. */
    int step(int index) {
        return places[index] % time;
    }

    /** The vectors of real steps, {@code [count, features]}, out of {@code [batch, time, features]}. */
    Tensor pack(Tensor padded) {
        int width = padded.features();
        Tensor packed = Tensor.zeros(places.length, width);
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(padded.values(), places[i] * width, packed.values(), i * width, width);
        }
        return packed;
    }

    /** The reverse, with zeros at masked steps. */
    Tensor unpack(Tensor packed) {
        int width = packed.features();
        Tensor padded = Tensor.zeros(batch, time, width);
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(packed.values(), i * width, padded.values(), places[i] * width, width);
        }
        return padded;
    }

    /** Writes the vectors of real steps, rounded where they are in double, to the first places of an array. */
    void pack(Tensor padded, float[] packed) {
        int width = padded.features();
        for (int i = 0; i < places.length; i++) {
            FloatValues.copy(padded, places[i] * width, packed, i * width, width);
        }
    }

    /** The reverse, in single precision, with zeros at masked steps. */
    Tensor unpack(float[] packed, int width) {
        float[] padded = new float[Math.multiplyExact(batch * time, width)];
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(packed, i * width, padded, places[i] * width, width);
        }
        return FloatValues.tensor(padded, batch, time, width);
    }

    /** The vectors of one row, and of some of their features: {@code [count(row), width]}. */
    Tensor slice(Tensor packed, int row, int column, int width) {
        Tensor slice = Tensor.zeros(count(row), width);
        for (int i = 0; i < count(row); i++) {
            int from = (start(row) + i) * packed.features() + column;
            System.arraycopy(packed.values(), from, slice.values(), i * width, width);
        }
        return slice;
    }

    /** Writes back what {@link #slice} read. */
    void place(Tensor slice, Tensor packed, int row, int column) {
        int width = slice.features();
        for (int i = 0; i < count(row); i++) {
            int to = (start(row) + i) * packed.features() + column;
            System.arraycopy(slice.values(), i * width, packed.values(), to, width);
        }
    }
}
