package io.maskwise.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The real steps of a batch as a recurrent layer reads them: place after place, each place's rows side by side.
 *
 * <p>Rows stand in slots, those with the most steps first. Where padding is at one end only, the rows of a place are the
 * first slots, and are copied at once.
 */
final class PackedOrder {
    private final Reading reading;
    private final int[] slotOfRow;
    private final int[] starts;
    private final List<int[]> slots = new ArrayList<>();

    PackedOrder(Reading reading, int batch) {
        this.reading = reading;
        this.slotOfRow = slots(reading, batch);
        this.starts = new int[reading.time() + 1];
        for (int place = 0; place < reading.time(); place++) {
            int[] rows = reading.rows(place).rows();
            int[] taken = new int[rows.length];
            for (int i = 0; i < taken.length; i++) {
                taken[i] = slotOfRow[rows[i]];
            }
            Arrays.sort(taken);
            slots.add(taken);
            starts[place + 1] = starts[place] + taken.length;
        }
    }

    private static int[] slots(Reading reading, int batch) {
        int[] steps = new int[batch];
        for (int place = 0; place < reading.time(); place++) {
            for (int row : reading.rows(place).rows()) {
                steps[row]++;
            }
        }
        long[] order = new long[batch];
        for (int row = 0; row < batch; row++) {
            order[row] = (long) (reading.time() - steps[row]) * batch + row;
        }
        Arrays.sort(order);
        int[] slotOfRow = new int[batch];
        for (int slot = 0; slot < batch; slot++) {
            slotOfRow[(int) (order[slot] % batch)] = slot;
        }
        return slotOfRow;
    }

    /** How many places there are. */
    int time() {
        return reading.time();
    }

    /** How many real steps there are. */
    int count() {
        return starts[starts.length - 1];
    }

    /** How many rows are real at a place. */
    int count(int place) {
        return slots.get(place).length;
    }

    /** The packed index of a place's first step. */
    int start(int place) {
        return starts[place];
    }

    int slot(int row) {
        return slotOfRow[row];
    }

    /** The rows whose state shows at a place; see {@link Reading#shown}. */
    int[] shown(int place, MaskedOutput maskedOutput) {
        return reading.shown(place, maskedOutput);
    }

    /** Where each packed step stands among all steps of all rows. */
    int[] positions() {
        int[] positions = new int[count()];
        for (int place = 0; place < time(); place++) {
            StepRows rows = reading.rows(place);
            int[] taken = slots.get(place);
            boolean first = isFirst(taken);
            for (int i = 0; i < rows.count(); i++) {
                int slot = slotOfRow[rows.row(i)];
                int index = first ? slot : Arrays.binarySearch(taken, slot);
                positions[starts[place] + index] = rows.positions()[i];
            }
        }
        return positions;
    }

    /** Copies a place's rows out of all slots. */
    void gather(int place, float[] state, float[] packed, int at, int width) {
        int[] taken = slots.get(place);
        if (isFirst(taken)) {
            System.arraycopy(state, 0, packed, at, taken.length * width);
            return;
        }
        for (int i = 0; i < taken.length; i++) {
            System.arraycopy(state, taken[i] * width, packed, at + i * width, width);
        }
    }

    /** Copies a place's rows to their slots. */
    void scatter(int place, float[] packed, int at, float[] state, int width) {
        int[] taken = slots.get(place);
        if (isFirst(taken)) {
            System.arraycopy(packed, at, state, 0, taken.length * width);
            return;
        }
        for (int i = 0; i < taken.length; i++) {
            System.arraycopy(packed, at + i * width, state, taken[i] * width, width);
        }
    }

    private static boolean isFirst(int[] taken) {
        return taken.length == 0 || taken[taken.length - 1] == taken.length - 1;
    }
}
