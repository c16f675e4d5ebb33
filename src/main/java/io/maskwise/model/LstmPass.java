package io.maskwise.model;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An LSTM's forward pass with the way back: backpropagation through time that knows the mask. */
final class LstmPass implements LayerPass {
    private final Lstm layer;
    private final LstmForward forward;
    private final Activation output;

    LstmPass(Lstm layer, LstmForward forward, Optional<Mask> outputMask) {
        this.layer = layer;
        this.forward = forward;
        this.output = new Activation(values(), outputMask);
    }

    private INDArray values() {
        if (layer.output() == RecurrentOutput.LAST) {
            return last().dup('c');
        }
        List<LstmStep> steps = forward.steps();
        INDArray sequence = Nd4j.create(
                forward.kernel().dataType(), new long[] {forward.batch(), steps.size(), layer.units()}, 'c');
        for (int place = 0; place < steps.size(); place++) {
            LstmStep step = steps.get(place);
            if (!isZeroed(step)) {
                sequence.get(all(), point(place), all()).assign(zeroesMasked(step) ? realHidden(step) : step.hidden());
            }
        }
        return sequence;
    }

    /** As in Keras: with zero output, a last step that is masked gives zeros although the state is right. */
    private INDArray last() {
        INDArray hidden = forward.lastHidden();
        if (forward.steps().isEmpty()) {
            return hidden;
        }
        LstmStep step = forward.steps().get(forward.steps().size() - 1);
        if (isZeroed(step)) {
            return Nd4j.zerosLike(hidden);
        }
        return zeroesMasked(step) ? realHidden(step) : hidden;
    }

    private boolean isZeroed(LstmStep step) {
        return layer.maskedOutput() == MaskedOutput.ZERO && step.gates().isEmpty();
    }

    private boolean zeroesMasked(LstmStep step) {
        return layer.maskedOutput() == MaskedOutput.ZERO && step.real().isPresent();
    }

    private static INDArray realHidden(LstmStep step) {
        return step.realPart(step.hidden());
    }

    @Override
    public Activation output() {
        return output;
    }

    @Override
    public List<INDArray> backward(INDArray upstream, Map<String, INDArray> gradients) {
        List<LstmStep> steps = forward.steps();
        INDArray inputGradient = Nd4j.create(
                upstream.dataType(),
                new long[] {forward.batch(), forward.time(), forward.kernel().size(0)},
                'c');
        StateGradient state = new StateGradient(
                Nd4j.create(upstream.dataType(), new long[] {forward.batch(), layer.units()}, 'f'),
                Nd4j.create(upstream.dataType(), new long[] {forward.batch(), layer.units()}, 'f'));
        List<LstmGates> computed = new ArrayList<>();
        List<INDArray> deltas = new ArrayList<>();
        for (int place = steps.size() - 1; place >= 0; place--) {
            LstmStep step = steps.get(place);
            addOutputGradient(state.hidden(), upstream, place);
            if (step.gates().isPresent()) {
                StateGradient after = state;
                LstmGates gates = step.gates().get();
                INDArray hiddenGradient = step.realPart(after.hidden());
                INDArray cellGradient = gates.cellGradient(hiddenGradient).addi(step.realPart(after.cell()));
                INDArray delta = gates.backward(hiddenGradient, cellGradient);
                computed.add(gates);
                deltas.add(delta);
                inputGradient
                        .get(all(), point(layer.direction().step(place, forward.time())), all())
                        .assign(delta.mmul(forward.kernel().transpose()));
                state = new StateGradient(
                        step.withCarried(delta.mmul(forward.recurrentKernel().transpose()), after.hidden()),
                        step.withCarried(cellGradient.mul(gates.forget()), after.cell()));
            }
        }
        addParameterGradients(computed, deltas, gradients);
        return List.of(inputGradient);
    }

    private void addOutputGradient(INDArray hidden, INDArray upstream, int place) {
        LstmStep step = forward.steps().get(place);
        if (isZeroed(step)) {
            return;
        }
        if (layer.output() == RecurrentOutput.SEQUENCE) {
            INDArray share = upstream.get(all(), point(place), all());
            hidden.addi(zeroesMasked(step) ? step.realPart(share) : share);
        } else if (place == forward.steps().size() - 1) {
            hidden.addi(zeroesMasked(step) ? step.realPart(upstream) : upstream);
        }
    }

    private static void addParameterGradients(
            List<LstmGates> computed, List<INDArray> deltas, Map<String, INDArray> gradients) {
        if (computed.isEmpty()) {
            return;
        }
        INDArray delta = stack(deltas);
        INDArray features = stack(computed.stream().map(LstmGates::features).toList());
        INDArray hidden = stack(computed.stream().map(LstmGates::hiddenBefore).toList());
        Parameters.of(gradients, Lstm.KERNEL).addi(features.transpose().mmul(delta));
        Parameters.of(gradients, Lstm.RECURRENT_KERNEL).addi(hidden.transpose().mmul(delta));
        Parameters.of(gradients, Lstm.BIAS).addi(delta.sum(0));
    }

    private static INDArray stack(List<INDArray> rows) {
        return Nd4j.concat(0, rows.toArray(INDArray[]::new));
    }

    /** The loss's derivative by the state after a step. */
    private record StateGradient(INDArray hidden, INDArray cell) {}
}
