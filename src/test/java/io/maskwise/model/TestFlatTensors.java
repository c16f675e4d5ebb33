package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is in ND4J's memory, or goes to it piece by piece, is what goes as a whole, bit for bit. */
class TestFlatTensors {
    private static final int TOKENS = 900;

    private static Dl4jNetwork network(Precision precision) {
        ModelSpec spec = SequentialModel.of(ModelInput.maskedTokens("tokens"))
                .add(new Embedding(TOKENS, 7))
                .add(new Dense(3))
                .spec();
        return Dl4jNetwork.create(new NetworkDescription(spec, UpdaterOptions.sgd(0.1), precision, 1));
    }

    private static List<LayerVertex> vertices(Dl4jNetwork network) {
        return network.spec().nodes().stream()
                .map(node -> (LayerVertex) network.graph().getVertex(node.name()))
                .toList();
    }

    private static FlatTensors copies(Dl4jNetwork network) {
        return new FlatTensors(vertices(network), network.parameterCount());
    }

    private static void fill(INDArray array, long seed) {
        Random random = new Random(seed);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextGaussian() * 1e-3);
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void bothWaysOfReadingAgree(Precision precision) {
        try (Dl4jNetwork network = network(precision)) {
            INDArray array = network.graph().params();
            FlatTensors pieces =
                    precision == Precision.FLOAT ? FlatTensors.ofParameters(vertices(network), array) : copies(network);
            FlatTensors whole = copies(network);
            assertThat(pieces.flat()).hasSize(TOKENS * 7 + 7 * 3 + 3);
            fill(array, 3);
            pieces.read(array);
            whole.readCopy(array);
            assertThat(pieces.flat()).isEqualTo(whole.flat()).hasSize(TOKENS * 7 + 7 * 3 + 3);
            assertThat(pieces.flat()[5]).isEqualTo(array.getDouble(5)).isNotZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void bothWaysOfAssigningAndOfTakingAgree(Precision precision) {
        DataType type = precision == Precision.FLOAT ? DataType.FLOAT : DataType.DOUBLE;
        double[] random = new Random(6).doubles(10_001).toArray();
        ParameterVector values = ParameterVector.rounded(precision, random);
        try (INDArray fast = Nd4j.zeros(type, 1, random.length);
                INDArray plain = Nd4j.zeros(type, 1, random.length)) {
            Tensors.assign(fast, values);
            Tensors.assignCopy(plain, values);
            assertThat(fast.data().asDouble())
                    .isEqualTo(plain.data().asDouble())
                    .isEqualTo(values.toDoubles());
            assertThat(Tensors.vector(fast, precision, new SpareVectors(0), Helpers.NONE)
                            .toDoubles())
                    .isEqualTo(Tensors.vectorCopy(plain, precision).toDoubles())
                    .isEqualTo(values.toDoubles());
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void bothWaysOfWritingAgree(Precision precision) {
        try (Dl4jNetwork network = network(precision)) {
            DataType type = network.graph().params().dataType();
            INDArray pieces = Nd4j.zeros(type, network.parameterCount());
            INDArray whole = Nd4j.zeros(type, network.parameterCount());
            FlatTensors tensors =
                    precision == Precision.FLOAT ? FlatTensors.ofGradients(vertices(network), pieces) : copies(network);
            Random random = new Random(4);
            for (String node : List.of("embedding", "dense")) {
                Map<String, Tensor> parameters = tensors.of(node);
                parameters.values().forEach(tensor -> {
                    for (int i = 0; i < tensor.values().length; i++) {
                        tensor.values()[i] = random.nextGaussian();
                    }
                });
            }
            tensors.write(pieces);
            tensors.writeCopy(whole);
            assertThat(pieces.data().asDouble()).isEqualTo(whole.data().asDouble());
            assertThat(pieces.getDouble(5)).isNotZero();
        }
    }
}
