package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The order in which a recurrent layer reads a batch, and which rows are real at each place of it. */
final class Reading {
    private final int time;
    private final List<StepRows> places = new ArrayList<>();
    private final int[] firstPlace;

    Reading(RecurrentInputs inputs, TimeDirection direction) {
        this.time = inputs.time();
        this.firstPlace = new int[inputs.batch()];
        Arrays.fill(firstPlace, time);
        for (int place = 0; place < time; place++) {
            int step = direction.step(place, time);
            places.add(rowsAt(step, inputs.sequence().mask()));
            for (int row : places.get(place).rows()) {
                firstPlace[row] = Math.min(firstPlace[row], place);
            }
        }
    }

    /** In plain loops: a batch has as many of them as places, and streams took a tenth of a short one's time. */
    private StepRows rowsAt(int step, Optional<Mask> mask) {
        int[] rows = new int[firstPlace.length];
        int[] positions = new int[rows.length];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            if (mask.isEmpty() || mask.get().isReal(row, step)) {
                rows[count] = row;
                positions[count] = row * time + step;
                count++;
            }
        }
        return new StepRows(Arrays.copyOf(rows, count), Arrays.copyOf(positions, count));
    }

    /** How many places there are. */
    int time() {
        return time;
    }

    StepRows rows(int place) {
        return places.get(place);
    }

    /** The rows whose state shows in a sequence output at a place; zeros stand there for all others. */
    int[] shown(int place, MaskedOutput maskedOutput) {
        return switch (maskedOutput) {
            case ZERO -> places.get(place).rows();
            case REPEAT ->
                IntStream.range(0, firstPlace.length)
                        .filter(row -> firstPlace[row] <= place)
                        .toArray();
        };
    }
}
