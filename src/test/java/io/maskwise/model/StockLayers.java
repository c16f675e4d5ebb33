package io.maskwise.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Stock DL4J layers by name, each as a network of its own. */
final class StockLayers {
    static final int FEATURES = 3;
    static final int UNITS = 4;
    static final int VOCABULARY = 7;
    static final int CLASSES = 2;

    private StockLayers() {}

    static Map<String, StockLayer> all(long seed) {
        Map<String, StockLayer> layers = new LinkedHashMap<>();
        layers.put("LSTM", layer(lstm(), seed));
        layers.put("Bidirectional(LSTM)", layer(new Bidirectional(Bidirectional.Mode.CONCAT, lstm()), seed));
        layers.put("MaskZeroLayer(LSTM)", layer(new MaskZeroLayer(lstm(), 0), seed));
        layers.put("LastTimeStep(LSTM)", layer(new LastTimeStep(lstm()), seed));
        layers.put("SimpleRnn", layer(simple(), seed));
        layers.put("Bidirectional(SimpleRnn)", layer(new Bidirectional(Bidirectional.Mode.CONCAT, simple()), seed));
        for (PoolingType type : new PoolingType[] {PoolingType.AVG, PoolingType.MAX, PoolingType.SUM}) {
            layers.put("GlobalPooling " + type, layer(new GlobalPoolingLayer(type), seed));
        }
        layers.put(
                "SelfAttention",
                layer(
                        new SelfAttentionLayer.Builder()
                                .nOut(UNITS)
                                .nHeads(1)
                                .projectInput(true)
                                .build(),
                        seed));
        layers.put("Dense", layer(dense(), seed));
        layers.put("TimeDistributed(Dense)", layer(new TimeDistributed(dense()), seed));
        layers.put("ActivationLayer", layer(new ActivationLayer(Activation.TANH), seed));
        layers.put(
                "EmbeddingSequence",
                network(
                        InputType.recurrent(VOCABULARY),
                        new EmbeddingSequenceLayer.Builder()
                                .nIn(VOCABULARY)
                                .nOut(UNITS)
                                .build(),
                        seed));
        return layers;
    }

    private static LSTM lstm() {
        return new LSTM.Builder().nOut(UNITS).activation(Activation.TANH).build();
    }

    private static SimpleRnn simple() {
        return new SimpleRnn.Builder().nOut(UNITS).activation(Activation.TANH).build();
    }

    private static DenseLayer dense() {
        return new DenseLayer.Builder().nOut(UNITS).activation(Activation.TANH).build();
    }

    private static StockLayer layer(Layer layer, long seed) {
        return network(InputType.recurrent(FEATURES), layer, seed);
    }

    private static StockLayer network(InputType input, Layer layer, long seed) {
        return new StockLayer(network(input, seed, layer));
    }

    /** An LSTM under a softmax of each step and the cross-entropy. */
    static StockLoss tagger(long seed) {
        RnnOutputLayer output = new RnnOutputLayer.Builder(new LossMCXENT())
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
        return new StockLoss(network(InputType.recurrent(FEATURES), seed, lstm(), output), CLASSES);
    }

    private static MultiLayerNetwork network(InputType input, long seed, Layer... layers) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .seed(seed)
                .updater(new NoOp())
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .list(layers)
                .setInputType(input)
                .build());
        network.init();
        return network;
    }
}
