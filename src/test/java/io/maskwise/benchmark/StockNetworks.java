package io.maskwise.benchmark;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The tagger and the classifier of {@code conf/peers}, made of the layers that DL4J comes with. */
final class StockNetworks {
    private static final int EMBEDDING = 100;
    private static final int UNITS = 128;
    private static final double LEARNING_RATE = 0.001;

    private StockNetworks() {}

    static ComputationGraph of(StockData data) {
        LSTM lstm = new LSTM.Builder().nOut(UNITS).activation(Activation.TANH).build();
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.FLOAT)
                .updater(new Adam(LEARNING_RATE))
                .graphBuilder()
                .addInputs("tokens")
                .addLayer(
                        "embedding",
                        new EmbeddingSequenceLayer.Builder()
                                .nIn(data.vocabulary())
                                .nOut(EMBEDDING)
                                .build(),
                        "tokens");
        if (data.perToken()) {
            graph.addLayer("rnn", new Bidirectional(Bidirectional.Mode.CONCAT, lstm), "embedding")
                    .addLayer(
                            "labels",
                            new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                    .activation(Activation.SOFTMAX)
                                    .nOut(data.classes())
                                    .build(),
                            "rnn");
        } else {
            graph.addLayer("rnn", new LastTimeStep(lstm), "embedding")
                    .addLayer(
                            "labels",
                            new OutputLayer.Builder(LossFunction.MCXENT)
                                    .activation(Activation.SOFTMAX)
                                    .nOut(data.classes())
                                    .build(),
                            "rnn");
        }
        ComputationGraph network = new ComputationGraph(graph.setOutputs("labels")
                .setInputTypes(InputType.recurrent(data.vocabulary()))
                .build());
        network.init();
        return network;
    }
}
