package io.maskwise.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An LSTM's way through a batch and back in single precision; {@link RecurrentPass} with {@link LstmCell} is its plain
 * twin.
 *
 * <p>Only real steps are there, place after place: one product for the input's share of each gate, one for the state's at
 * each place, which OpenBLAS computes without copying its factors, and the gates in loops over one array each. Sequences
 * come and go as {@link FloatValues} where they can; a vector for each row is double.
 *
 * <p>All that a loop over a place's values reads and writes stands at one index, and these loops are small: the JIT makes
 * vectors of no others.
 */
final class FloatLstmPass extends OutputsPass {
    private static final int GATES = 4;

    private final RecurrentSettings settings;
    private final RecurrentInputs inputs;
    private final Map<String, Tensor> parameters;
    private final PackedOrder order;
    private final int[] positions;
    /** The input's share of all gates. */
    private final FloatDense projection;

    /** Of the thread that goes through the batch, or back. */
    private FloatLstmScratch scratch = FloatLstmScratch.ofThread();

    private final FloatArrays arrays = FloatArrays.ofThread();
    private final int units;
    /** Of each gate at all steps. */
    private final int length;

    private final int features;
    /** Packed, once a product needs it. */
    private float @Nullable [] sequence;

    private final float[] hiddenBefore;
    private final float[] cellBefore;
    private final float[] squashed;
    /** Input, forget, candidate and output, after activation; on the way back the derivatives by what they were before. */
    private final float[][] gates;

    private final List<Activation> outputs = new ArrayList<>();
    private boolean isOver;

    /** What the cells of an LSTM show and hold, or the derivatives by both. */
    private static final class State {
        private final float[] hidden;
        private final float[] cell;

        State(float[] hidden, float[] cell) {
            this.hidden = hidden;
            this.cell = cell;
        }
    }

    private FloatLstmPass(Lstm layer, RecurrentInputs inputs, Map<String, Tensor> parameters) {
        this.settings = layer.settings();
        this.inputs = inputs;
        this.parameters = parameters;
        this.order = new PackedOrder(new Reading(inputs, settings.direction()), inputs.batch());
        this.positions = order.positions();
        this.units = layer.units();
        this.length = order.count() * units;
        this.features = inputs.sequence().values().features();
        this.projection = new FloatDense(parameters, features, GATES);
        this.hiddenBefore = arrays.take(length);
        this.cellBefore = arrays.take(length);
        this.squashed = arrays.take(length);
        this.gates = new float[][] {arrays.take(length), arrays.take(length), arrays.take(length), arrays.take(length)};
        scratch.reserve(order.count(), inputs.batch(), features, units);
        run(layer);
    }

    /** Whether an LSTM can be computed so: with the activations that it has by default. */
    static boolean suits(Lstm layer) {
        return layer.activation() == ActivationFunction.TANH
                && layer.recurrentActivation() == ActivationFunction.SIGMOID;
    }

    static FloatLstmPass of(Lstm layer, RecurrentInputs inputs, Map<String, Tensor> parameters) {
        return new FloatLstmPass(layer, inputs, parameters);
    }

    /** Leaves what comes in in the scratch's sequence. */
    private void putSequence() {
        float[] packed = sequence == null ? pack(inputs.sequence().values()) : sequence;
        sequence = packed;
        scratch.sequence().put(0, packed, 0, positions.length * features);
    }

    private float[] pack(Tensor values) {
        float[] packed = arrays.take(positions.length * features);
        for (int i = 0; i < positions.length; i++) {
            FloatValues.copy(values, positions[i] * features, packed, i * features, features);
        }
        return packed;
    }

    private void run(Lstm layer) {
        Optional<KnownShare> known = project();
        FloatBlock recurrent = recurrentKernel();
        State state = new State(initial(0), initial(1));
        float[] shown = new float[settings.isSequence() ? Math.multiplyExact(inputs.positions(), units) : 0];
        float[] next = arrays.take(length);
        for (int place = 0; place < order.time(); place++) {
            take(place, known, recurrent, state, next);
            if (settings.isSequence()) {
                show(place, state.hidden, shown);
            }
        }
        arrays.giveBack(next);
        Tensor values = settings.isSequence()
                ? FloatValues.tensor(shown, inputs.batch(), order.time(), units)
                : Tensor.of(byRow(state.hidden), inputs.batch(), units);
        outputs.add(new Activation(values, layer.computeMask(List.of(inputs.sequence()))));
        if (settings.returnState()) {
            for (float[] vector : List.of(state.hidden, state.cell)) {
                outputs.add(Activation.unmasked(Tensor.of(byRow(vector), inputs.batch(), units)));
            }
        }
    }

    /** Leaves the input's share of all gates in the scratch's, unless it is known. */
    private Optional<KnownShare> project() {
        Optional<TableRows> rows = FloatValues.rows(inputs.sequence().values());
        Optional<RowProducts> known = rows.flatMap(ofTable -> ofTable.products(parameters, GATES));
        if (rows.isPresent() && known.isPresent()) {
            int[] ids = rows.get().rows();
            int[] packed = new int[positions.length];
            for (int i = 0; i < packed.length; i++) {
                packed[i] = ids[positions[i]];
            }
            return Optional.of((from, to) -> known.get().write(packed, from, to, gates));
        }
        putSequence();
        projection.forward(scratch.sequence(), scratch.gates(), order.count());
        return Optional.empty();
    }

    /** Writes the input's share of all gates, known beforehand, for the steps from one to another. */
    private interface KnownShare {
        void write(int from, int to);
    }

    private FloatBlock recurrentKernel() {
        Tensor kernel = Parameters.of(parameters, RecurrentPass.RECURRENT_KERNEL);
        return FloatParameter.block(kernel, GATES * units, scratch.recurrent());
    }

    /** A vector of the initial state, by slots. */
    private float[] initial(int vector) {
        float[] state = new float[inputs.batch() * units];
        if (!inputs.state().isEmpty()) {
            addBySlot(inputs.state().get(vector), state);
        }
        return state;
    }

    private void addBySlot(Tensor byRow, float[] bySlot) {
        for (int row = 0; row < inputs.batch(); row++) {
            FloatValues.addRounded(byRow, row * units, bySlot, order.slot(row) * units, units);
        }
    }

    private double[] byRow(float[] bySlot) {
        double[] byRow = new double[bySlot.length];
        for (int row = 0; row < inputs.batch(); row++) {
            int slot = order.slot(row);
            for (int unit = 0; unit < units; unit++) {
                byRow[row * units + unit] = bySlot[slot * units + unit];
            }
        }
        return byRow;
    }

    private void take(int place, Optional<KnownShare> known, FloatBlock recurrent, State state, float[] next) {
        int rows = order.count(place);
        int from = order.start(place) * units;
        int to = from + rows * units;
        order.gather(place, state.hidden, hiddenBefore, from, units);
        order.gather(place, state.cell, cellBefore, from, units);
        if (isAfterAState(place)) {
            scratch.state().put(0, hiddenBefore, from, to - from);
        }
        if (known.isPresent()) {
            known.get().write(order.start(place), order.start(place) + rows);
            if (isAfterAState(place)) {
                addState(recurrent, rows, from);
            }
        } else {
            readGates(place, recurrent, rows, from);
        }
        FloatGates.sigmoid(gates[0], from, to);
        FloatGates.sigmoid(gates[1], from, to);
        FloatGates.tanh(gates[2], from, to);
        FloatGates.sigmoid(gates[3], from, to);
        remember(gates[0], gates[1], gates[2], from, to);
        order.scatter(place, squashed, from, state.cell, units);
        FloatGates.tanh(squashed, from, to);
        show(gates[3], squashed, next, from, to);
        order.scatter(place, next, from, state.hidden, units);
    }

    /** The gates before activation, where the scratch has the input's share. */
    private void readGates(int place, FloatBlock recurrent, int rows, int from) {
        for (int gate = 0; gate < GATES; gate++) {
            int at = gate * length + from;
            if (isAfterAState(place)) {
                scratch.gates().product(at, 1, scratch.state(), 0, recurrent.from(gate * units), rows, units, units);
            }
            scratch.gates().get(at, gates[gate], from, rows * units);
        }
    }

    /**
     * Adds the state's share to the gates, which have the input's: what a product gives for one gate at one place is small
     * enough to stay in a cache, and waits where the cell's own will be.
     */
    private void addState(FloatBlock recurrent, int rows, int from) {
        for (int gate = 0; gate < GATES; gate++) {
            scratch.gates().product(0, 0, scratch.state(), 0, recurrent.from(gate * units), rows, units, units);
            scratch.gates().get(0, squashed, from, rows * units);
            FloatValues.add(squashed, gates[gate], from, from + rows * units);
        }
    }

    /** Whether what came before a place can be anything but zeros. */
    private boolean isAfterAState(int place) {
        return place > 0 || !inputs.state().isEmpty();
    }

    private void remember(float[] input, float[] forget, float[] candidate, int from, int to) {
        for (int i = from; i < to; i++) {
            squashed[i] = forget[i] * cellBefore[i] + input[i] * candidate[i];
        }
    }

    private static void show(float[] output, float[] squashed, float[] hidden, int from, int to) {
        for (int i = from; i < to; i++) {
            hidden[i] = output[i] * squashed[i];
        }
    }

    private void show(int place, float[] hidden, float[] sequenceOut) {
        for (int row : order.shown(place, settings.maskedOutput())) {
            int target = (row * order.time() + place) * units;
            System.arraycopy(hidden, order.slot(row) * units, sequenceOut, target, units);
        }
    }

    @Override
    public List<Activation> outputs() {
        return outputs;
    }

    @Override
    public List<Tensor> backward(List<Tensor> upstream, Map<String, Tensor> gradients) {
        if (isOver) {
            throw new IllegalStateException("Cannot go backward twice: what forward left was given back");
        }
        isOver = true;
        scratch = FloatLstmScratch.ofThread();
        scratch.reserve(order.count(), inputs.batch(), features, units);
        FloatMatrix transposed = scratch.transposed(recurrentKernel());
        State state = new State(new float[inputs.batch() * units], new float[inputs.batch() * units]);
        afterAllSteps(upstream, state);
        // Of this thread: that which went forward may be lending its own.
        FloatArrays own = FloatArrays.ofThread();
        State atPlace = new State(own.take(length), own.take(length));
        for (int place = order.time() - 1; place >= 0; place--) {
            if (settings.isSequence()) {
                addShown(upstream.get(0), place, state.hidden);
            }
            goBack(place, transposed, state, atPlace);
        }
        own.giveBack(atPlace.hidden);
        own.giveBack(atPlace.cell);
        collect(gradients);
        List<Tensor> downstream = new ArrayList<>(List.of(inputGradient()));
        if (!inputs.state().isEmpty()) {
            downstream.add(Tensor.of(byRow(state.hidden), inputs.batch(), units));
            downstream.add(Tensor.of(byRow(state.cell), inputs.batch(), units));
        }
        giveBack();
        return downstream;
    }

    private void giveBack() {
        Stream.of(hiddenBefore, cellBefore, squashed).forEach(arrays::giveBack);
        Optional.ofNullable(sequence).ifPresent(arrays::giveBack);
        Stream.of(gates).forEach(arrays::giveBack);
    }

    /** The derivative by the state after the last step, as far as it is an output by itself. */
    private void afterAllSteps(List<Tensor> upstream, State state) {
        if (!settings.isSequence()) {
            addBySlot(upstream.get(0), state.hidden);
        }
        if (settings.returnState()) {
            addBySlot(upstream.get(1), state.hidden);
            addBySlot(upstream.get(2), state.cell);
        }
    }

    private void addShown(Tensor upstream, int place, float[] hidden) {
        for (int row : order.shown(place, settings.maskedOutput())) {
            int source = (row * order.time() + place) * units;
            FloatValues.addRounded(upstream, source, hidden, order.slot(row) * units, units);
        }
    }

    /** What was a place's gates becomes the derivatives by what they were before activation. */
    private void goBack(int place, FloatMatrix transposed, State state, State atPlace) {
        int rows = order.count(place);
        int from = order.start(place) * units;
        int to = from + rows * units;
        order.gather(place, state.hidden, atPlace.hidden, from, units);
        order.gather(place, state.cell, atPlace.cell, from, units);
        throughOutput(atPlace.hidden, atPlace.cell, gates[3], from, to);
        throughContent(atPlace.cell, gates[0], gates[2], from, to);
        throughForget(atPlace.cell, gates[1], from, to);
        order.scatter(place, atPlace.cell, from, state.cell, units);
        for (int gate = 0; gate < GATES; gate++) {
            scratch.gates().put(gate * length + from, gates[gate], from, rows * units);
        }
        if (isAfterAState(place)) {
            for (int gate = 0; gate < GATES; gate++) {
                FloatBlock ofGate = new FloatBlock(transposed, gate * units * units, units);
                int at = gate * length + from;
                scratch.state().product(0, gate == 0 ? 0 : 1, scratch.gates(), at, ofGate, rows, units, units);
            }
            scratch.state().get(0, atPlace.hidden, from, rows * units);
            order.scatter(place, atPlace.hidden, from, state.hidden, units);
        }
    }

    /** The cell's gradient gets what comes through the output. */
    private void throughOutput(float[] hidden, float[] cell, float[] output, int from, int to) {
        for (int i = from; i < to; i++) {
            float out = output[i];
            float content = squashed[i];
            cell[i] += hidden[i] * out * (1 - content * content);
            output[i] = hidden[i] * content * out * (1 - out);
        }
    }

    private static void throughContent(float[] cell, float[] input, float[] candidate, int from, int to) {
        for (int i = from; i < to; i++) {
            float in = input[i];
            float content = candidate[i];
            input[i] = cell[i] * content * in * (1 - in);
            candidate[i] = cell[i] * in * (1 - content * content);
        }
    }

    /** The cell's gradient becomes that before the step. */
    private void throughForget(float[] cell, float[] forget, int from, int to) {
        for (int i = from; i < to; i++) {
            float keep = forget[i];
            forget[i] = cell[i] * cellBefore[i] * keep * (1 - keep);
            cell[i] *= keep;
        }
    }

    private void collect(Map<String, Tensor> gradients) {
        scratch.sequence().put(0, hiddenBefore, 0, order.count() * units);
        Tensor ofRecurrent = Parameters.of(gradients, RecurrentPass.RECURRENT_KERNEL);
        FloatGradient.add(
                ofRecurrent, scratch.sequence(), scratch.gates(), units, units, order.count(), scratch.product());
        putSequence();
        projection.collect(scratch.sequence(), scratch.gates(), order.count(), gradients);
    }

    private Tensor inputGradient() {
        projection.backward(scratch.gates(), 0, scratch.product(), order.count());
        Tensor input = inputs.sequence().values();
        float[] gradient = new float[input.length()];
        for (int i = 0; i < positions.length; i++) {
            scratch.product().get(i * features, gradient, positions[i] * features, features);
        }
        return FloatValues.tensor(gradient, input.shape());
    }
}
