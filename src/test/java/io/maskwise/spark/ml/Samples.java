package io.maskwise.spark.ml;

import io.maskwise.model.ModelOptions;
import io.maskwise.model.ModelTask;
import io.maskwise.model.Precision;
import io.maskwise.model.RecurrentDirection;
import io.maskwise.model.RecurrentOptions;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.sequence.BucketOptions;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.spark.DatasetOptions;
import io.maskwise.spark.Preparation;
import io.maskwise.spark.PreparationOptions;
import io.maskwise.spark.PreparedDataset;
import io.maskwise.spark.RunOptions;
import io.maskwise.spark.SparkTraining;
import io.maskwise.spark.TrainingRequest;
import io.maskwise.text.CorpusFormat;
import io.maskwise.text.CorpusOptions;
import io.maskwise.text.TokenizerKind;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.VocabularyOptions;
import io.maskwise.training.ExistingTarget;
import io.maskwise.training.Synchronisation;
import io.maskwise.training.TrainingListener;
import io.maskwise.training.TrainingOptions;
import io.maskwise.training.TrainingSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Small corpora as tables and as files, and the commands' way through the same. */
final class Samples {
    private static final StructType QUESTIONS = new StructType()
            .add("id", DataTypes.StringType)
            .add("label", DataTypes.StringType)
            .add("number", DataTypes.DoubleType)
            .add("text", DataTypes.StringType);
    private static final StructType SENTENCES = new StructType()
            .add("id", DataTypes.StringType)
            .add("text", DataTypes.createArrayType(DataTypes.StringType))
            .add("labels", DataTypes.createArrayType(DataTypes.StringType));

    private Samples() {}

    /** A text and what it asks for, which one word of it tells, more often than not. */
    record Question(String label, String text) {
        double number() {
            return label.charAt(0) - 'A';
        }
    }

    /** Words, each with the tag that it mostly has. */
    record Sentence(List<String> words, List<String> tags) {}

    static List<Question> questions(Random random, int count) {
        return IntStream.range(0, count).mapToObj(i -> question(random)).toList();
    }

    private static Question question(Random random) {
        String label = String.valueOf((char) ('A' + random.nextInt(3)));
        List<String> words = words(random);
        String told = random.nextInt(10) == 0 ? "w1" : "Asks" + label;
        words.set(random.nextInt(words.size()), told);
        return new Question(label, String.join(" ", words));
    }

    private static List<String> words(Random random) {
        List<String> words = new ArrayList<>();
        int length = 1 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            words.add("w" + random.nextInt(20));
        }
        return words;
    }

    static List<Sentence> sentences(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    List<String> words = words(random);
                    List<String> tags = words.stream()
                            .map(word -> "T" + (random.nextInt(8) == 0 ? 0 : word.hashCode() % 3))
                            .toList();
                    return new Sentence(words, tags);
                })
                .toList();
    }

    /** The rows in another order than the corpus's, in several partitions. */
    static Dataset<Row> table(SparkSession spark, List<Question> questions) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            rows.add(RowFactory.create("train.tsv:" + (i + 2), question.label(), question.number(), question.text()));
        }
        return spark.createDataFrame(rows, QUESTIONS).repartition(3);
    }

    static Dataset<Row> tagged(SparkSession spark, List<Sentence> sentences) {
        List<Row> rows = new ArrayList<>();
        int line = 1;
        for (Sentence sentence : sentences) {
            rows.add(RowFactory.create(
                    "train.conllu:" + line,
                    sentence.words().toArray(),
                    sentence.tags().toArray()));
            line += sentence.words().size() + 1;
        }
        return spark.createDataFrame(rows, SENTENCES).repartition(3);
    }

    /** Prepares the texts as the command does. */
    static PreparedDataset prepare(SparkSession spark, Path folder, List<Question> questions) throws IOException {
        StringBuilder file = new StringBuilder("label\ttext\n");
        questions.forEach(question -> file.append(question.label())
                .append('\t')
                .append(question.text())
                .append('\n'));
        return prepare(spark, folder, CorpusFormat.DELIMITED, "train.tsv", file.toString());
    }

    static PreparedDataset prepareTagged(SparkSession spark, Path folder, List<Sentence> sentences) throws IOException {
        StringBuilder file = new StringBuilder();
        for (Sentence sentence : sentences) {
            for (int i = 0; i < sentence.words().size(); i++) {
                file.append("%d\t%s\t_\t%s\t_\t_\t0\t_\t_\t_\n"
                        .formatted(
                                i + 1, sentence.words().get(i), sentence.tags().get(i)));
            }
            file.append('\n');
        }
        return prepare(spark, folder, CorpusFormat.CONLLU, "train.conllu", file.toString());
    }

    private static PreparedDataset prepare(
            SparkSession spark, Path folder, CorpusFormat format, String name, String content) throws IOException {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Files.writeString(corpus.resolve(name), content);
        Path data = folder.resolve("data");
        PreparationOptions options = new PreparationOptions(
                new CorpusOptions(format, corpus.toString(), Map.of("train", name)),
                new TokenizerOptions(TokenizerKind.PRETOKENIZED, true),
                VocabularyOptions.DEFAULT,
                new PaddingOptions(Side.POST, Side.POST, 0),
                new BucketOptions(4, List.of()),
                new DatasetOptions(data.toString()));
        new Preparation(spark, options).run(ExistingTarget.REFUSE);
        return PreparedDataset.open(spark, data.toString());
    }

    /** Trains as the command does, with the parameters of {@link #classifier} and {@link #tagger}. */
    static TrainingSummary train(SparkSession spark, PreparedDataset dataset, ModelTask task, RunOptions run) {
        TrainingOptions training = new TrainingOptions(
                2,
                2,
                new BatchOptions(8, 0),
                2,
                Synchronisation.PARAMETERS,
                UpdaterOptions.adam(0.02),
                3,
                50,
                1,
                "train");
        ModelOptions model = new ModelOptions(
                task, 6, new RecurrentOptions(5, RecurrentDirection.BIDIRECTIONAL), Precision.FLOAT, 7);
        return new SparkTraining(spark, new TrainingRequest(dataset, model, training, run, ""))
                .run(TrainingListener.SILENT)
                .summary();
    }

    static TextVectorizer vectorizer() {
        return new TextVectorizer()
                .setTokenizer("pretokenized")
                .setLowerCase(true)
                .setBuckets(4);
    }

    static SequenceClassifier classifier() {
        return small(new SequenceClassifier());
    }

    static SequenceTagger tagger() {
        return small(new SequenceTagger());
    }

    private static <E extends SequenceEstimator<E, M>, M extends SequenceModel<M>> E small(E estimator) {
        return estimator
                .setOrderCol("id")
                .setEmbedding(6)
                .setUnits(5)
                .setModelSeed(7)
                .setWorkers(2)
                .setEpochs(2)
                .setBatchRows(8)
                .setAveragingFrequency(2)
                .setLearningRate(0.02)
                .setSeed(3);
    }

    static Pipeline pipeline(PipelineStage... stages) {
        return new Pipeline().setStages(stages);
    }
}
