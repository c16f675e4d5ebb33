package io.maskwise.spark.dl4j;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Small graphs of stock layers in double, and one machine to compare with. */
final class Graphs {
    private Graphs() {}

    static NeuralNetConfiguration.Builder base(IUpdater updater) {
        return new NeuralNetConfiguration.Builder()
                .seed(11)
                .dataType(DataType.DOUBLE)
                .updater(updater)
                .activation(Activation.TANH);
    }

    /** A label for each step; an LSTM sees nothing of what is padded to its right. */
    static ComputationGraph tagger(NeuralNetConfiguration.Builder base, RnnOutputLayer output) {
        ComputationGraph graph = new ComputationGraph(base.graphBuilder()
                .addInputs("tokens")
                .addLayer("lstm", new LSTM.Builder().nOut(4).build(), "tokens")
                .addLayer("tags", output, "lstm")
                .setOutputs("tags")
                .setInputTypes(InputType.recurrent(RaggedTokens.FEATURES))
                .build());
        graph.init();
        return graph;
    }

    static ComputationGraph tagger(NeuralNetConfiguration.Builder base) {
        return tagger(base, tags(new LossMCXENT()));
    }

    static RnnOutputLayer tags(LossMCXENT loss) {
        return new RnnOutputLayer.Builder(loss)
                .nOut(RaggedTokens.CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    static OutputLayer classes() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** A label for each example. */
    static ComputationGraph classifier(NeuralNetConfiguration.Builder base) {
        ComputationGraph graph = new ComputationGraph(base.graphBuilder()
                .addInputs("example")
                .addLayer("dense", new DenseLayer.Builder().nOut(5).build(), "example")
                .addLayer("class", classes(), "dense")
                .setOutputs("class")
                .setInputTypes(InputType.feedForward(4))
                .build());
        graph.init();
        return graph;
    }

    /**
     * What stock DL4J makes of a round's joint batch on one machine, if its loss is told to divide by labels.
     *
     * @param graph what to continue from; it stays as it is
     */
    static ComputationGraph oneMachine(ComputationGraph graph, IUpdater updater, List<DataSet> round) {
        DataSet joint = RaggedTokens.join(round);
        double weight = 1.0 / RaggedTokens.labels(joint);
        ComputationGraph machine = tagger(
                base(updater).miniBatch(false),
                tags(new LossMCXENT(Nd4j.valueArrayOf(new long[] {1, RaggedTokens.CLASSES}, weight, DataType.DOUBLE))));
        machine.setParams(graph.params().dup());
        INDArray state = graph.getUpdater().getStateViewArray();
        if (state != null) {
            machine.getUpdater().setStateViewArray(state.dup());
        }
        machine.getConfiguration().setIterationCount(graph.getIterationCount());
        machine.fit(joint);
        return machine;
    }
}
