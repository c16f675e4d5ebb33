package io.maskwise.spark;

import io.maskwise.text.CorpusOptions;
import io.maskwise.training.ModelFolder;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The texts of a corpus, which are read as the model was taught to. */
final class TextSource implements PredictionSource {
    private final SparkSession spark;
    private final ModelFolder model;
    private final PredictionOptions options;
    private final CorpusOptions texts;
    private final CorpusSource corpus;
    private final StructType kept;

    private TextSource(
            SparkSession spark,
            ModelFolder model,
            PredictionOptions options,
            CorpusOptions texts,
            CorpusSource corpus,
            StructType kept) {
        this.spark = spark;
        this.model = model;
        this.options = options;
        this.texts = texts;
        this.corpus = corpus;
        this.kept = kept;
    }

    /**
     * Finds the files of the split.
     *
     * @throws io.maskwise.MaskwiseException with exit 3 if there are none, or they have no such columns
     */
    static TextSource find(SparkSession spark, ModelFolder model, PredictionOptions options, CorpusOptions corpus) {
        CorpusOptions texts = options.texts(corpus);
        if (texts.format().isTable()) {
            TableCorpus tables = TableCorpus.open(spark, texts, new KeptColumns(options.keep()));
            return new TextSource(spark, model, options, texts, tables, tables.kept());
        }
        List<CorpusFile> files = CorpusFiles.find(texts, spark.sparkContext().hadoopConfiguration());
        return of(spark, model, options, texts, files);
    }

    /** Files of text that were found otherwise. */
    static TextSource of(
            SparkSession spark,
            ModelFolder model,
            PredictionOptions options,
            CorpusOptions texts,
            List<CorpusFile> files) {
        return new TextSource(spark, model, options, texts, new TextCorpus(files), new StructType());
    }

    @Override
    public SortedMap<String, String> configuration() {
        return configuration(texts);
    }

    static SortedMap<String, String> configuration(CorpusOptions texts) {
        SortedMap<String, String> configuration = new TreeMap<>();
        OptionKeys.flatten(texts).forEach((key, value) -> configuration.put("corpus." + key, value));
        configuration.remove("corpus.path");
        return configuration;
    }

    @Override
    public List<CorpusFile> files() {
        return corpus.files();
    }

    @Override
    public PredictionRows read() {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        CorpusFileReader reader = CorpusFileReader.ofTexts(texts, model);
        TextEncoder encoder = new TextEncoder(
                model.vocabulary(), reader.lengths(), model.description().labelling(), ModelLimits.mostSteps(model));
        TokenizedCorpus tokenized = corpus.read(context, reader);
        boolean opened = false;
        try {
            TextRows rows = new TextRows(context, corpus.files(), tokenized, encoder, options, kept);
            opened = true;
            return rows;
        } finally {
            if (!opened) {
                tokenized.close();
            }
        }
    }
}
