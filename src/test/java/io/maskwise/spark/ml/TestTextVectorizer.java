package io.maskwise.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.MaskwiseException;
import io.maskwise.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestTextVectorizer {
    private static final SparkSession SPARK = SparkSessions.local();
    private static final Dataset<Row> TEXTS = texts("a b a", "a", "c b a d", "a b");

    private static Dataset<Row> texts(@Nullable String... texts) {
        List<Row> rows = Arrays.stream(texts)
                .map(text -> RowFactory.create((Object) text))
                .toList();
        return SPARK.createDataFrame(rows, new StructType().add("text", DataTypes.StringType))
                .coalesce(1);
    }

    private static Dataset<Row> words(String[]... rows) {
        StructType columns = new StructType()
                .add("text", DataTypes.createArrayType(DataTypes.StringType))
                .add("labels", DataTypes.createArrayType(DataTypes.StringType));
        return SPARK.createDataFrame(
                        Arrays.stream(rows)
                                .map(row -> RowFactory.create(
                                        row,
                                        Arrays.stream(row)
                                                .map(word -> "L" + word)
                                                .toArray()))
                                .toList(),
                        columns)
                .coalesce(1);
    }

    private static List<String> vectors(Dataset<Row> table) {
        return table.select("tokens", "mask", "length").collectAsList().stream()
                .map(row -> row.getList(0) + " " + row.getList(1) + " " + row.getInt(2))
                .toList();
    }

    @Test
    void aTextBecomesIdsAMaskAndALength() {
        TextVectorizerModel model = new TextVectorizer().setBuckets(2).fit(TEXTS);
        assertThat(model.bounds()).containsExactly(2, 4);
        assertThat(vectors(model.transform(texts("a b", "d", "e a c b a"))))
                .as("a = 2, b = 3, c = 4, d = 5 by count and name; 1 is unknown; what exceeds all bounds is not padded")
                .containsExactly(
                        "[2, 3] [true, true] 2",
                        "[5, 0] [true, false] 1",
                        "[1, 2, 4, 3, 2] [true, true, true, true, true] 5");
    }

    @Test
    void optionsAreThoseOfTheCommands() {
        TextVectorizerModel model = new TextVectorizer()
                .setTokenizer("word")
                .setLowerCase(true)
                .setMinimumCount(2)
                .setPadding("pre")
                .setTruncating("pre")
                .setMaximumLength(3)
                .setBounds(3)
                .fit(texts("One, two", "TWO, three, two"));
        assertThat(model.vocabulary().toTsv()).isEqualTo("""
                id	token	count
                0	<pad>	0
                1	<unk>	0
                2	,	2
                3	two	2
                """);
        assertThat(vectors(model.transform(texts("two", "one, two, two"))))
                .containsExactly("[0, 0, 3] [false, false, true] 1", "[3, 2, 3] [true, true, true] 3");
    }

    @Test
    void textsAreCutIntoWordsAndArraysAreNot() {
        TextVectorizer vectorizer = new TextVectorizer().setBounds(3);
        assertThat(vectors(vectorizer.fit(texts("b, a")).transform(texts("a b"))))
                .containsExactly("[3, 4, 0] [true, true, false] 2");
        Dataset<Row> arrays = words(new String[] {"b, a"});
        assertThat(vectors(vectorizer.fit(arrays).transform(arrays)))
                .containsExactly("[2, 0, 0] [true, false, false] 1");
    }

    @Test
    void labelsAreCutAsTokensAre() {
        TextVectorizer vectorizer =
                new TextVectorizer().setMaximumLength(3).setTruncating("middle").setLabelsCols("labels", "cut");
        Dataset<Row> table = words(new String[] {"a", "b", "c", "d", "e"}, new String[] {"a", "b"});
        List<Row> rows = vectorizer.fit(table).transform(table).collectAsList();
        assertThat(rows.get(0).getList(rows.get(0).fieldIndex("cut"))).containsExactly("La", "Lb", "Le");
        assertThat(rows.get(1).getList(rows.get(1).fieldIndex("cut"))).containsExactly("La", "Lb");
        Dataset<Row> fewer = table.selectExpr("text", "slice(labels, 1, 4) AS labels");
        assertThatThrownBy(() -> vectorizer.fit(fewer).transform(fewer).collectAsList())
                .rootCause()
                .hasMessage("Cannot cut the 4 labels of a row of 5 tokens (must be as many; see labelsCol)");
        TextVectorizer half = new TextVectorizer();
        half.set(half.labelsCol(), "labels");
        assertThatThrownBy(() -> half.fit(table))
                .hasMessage("Invalid labelsCol and cutLabelsCol: only one is set (must be both, or neither)");
    }

    @Test
    void aTextWithoutTokensFailsIsLeftOutOrPaddingAlone() {
        TextVectorizerModel model = new TextVectorizer().setBuckets(2).fit(TEXTS);
        Dataset<Row> some = texts("a", null, " ");
        assertThatThrownBy(() -> vectors(model.transform(some)))
                .rootCause()
                .isInstanceOf(MaskwiseException.class)
                .hasMessage(
                        "Cannot vectorise a row whose text is null (must have at least one token; or set handleInvalid to"
                                + " skip or keep)");
        assertThatThrownBy(() -> vectors(model.transform(texts(" "))))
                .rootCause()
                .hasMessageContaining("whose text is empty or has no tokens: ' '");
        assertThat(vectors(model.copy(new ParamMap()).setHandleInvalid("skip").transform(some)))
                .containsExactly("[2, 0] [true, false] 1");
        assertThat(vectors(model.copy(new ParamMap()).setHandleInvalid("keep").transform(some)))
                .containsExactly("[2, 0] [true, false] 1", "[0, 0] [false, false] 0", "[0, 0] [false, false] 0");
    }

    @Test
    void columnsThatAreMissingOrOfAnotherTypeAreRefusedBeforeAJob() {
        TextVectorizer vectorizer = new TextVectorizer();
        TextVectorizerModel model = vectorizer.fit(TEXTS);
        Dataset<Row> numbers = TEXTS.selectExpr("1 AS text", "2 AS b");
        assertThatThrownBy(() -> vectorizer.transformSchema(TEXTS.toDF("words").schema()))
                .hasMessage("Cannot use the column text: the table has none (it has: words string; set inputCol)");
        assertThatThrownBy(() -> model.transform(numbers))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage(
                        "Cannot use the column text: it is of the type int (must be string, or array<string> of tokens;"
                                + " the table has: text int, b int; set inputCol)");
        assertThatThrownBy(() -> vectorizer.fit(TEXTS.selectExpr("text", "1 AS mask")))
                .hasMessage(
                        "Cannot add the column mask: the table has one of this name (must be a new one; set maskCol)");
        assertThatThrownBy(() -> new TextVectorizer().setTokenizer("word").fit(words(new String[] {"a"})))
                .hasMessage("Invalid tokenizer: word (must be pretokenized, as the column text holds tokens)");
        assertThatThrownBy(() -> model.transform(words(new String[] {"a"})))
                .hasMessage("Invalid tokenizer: word (must be pretokenized, as the column text holds tokens)");
        assertThatThrownBy(() -> new TextVectorizer().setTokenizer("keras").fit(TEXTS))
                .hasMessage("Invalid tokenizer: keras (must be one that needs neither an order of texts nor a file; the"
                        + " command prepare has it)");
        assertThatThrownBy(() -> new TextVectorizer().fit(texts(" ", null)))
                .hasMessage(
                        "Cannot learn a vocabulary from the column text: no text in it has tokens (must be at least one)");
    }

    @Test
    void valuesThatAreImpossibleAreRefusedWhereTheyAreSet() {
        TextVectorizer vectorizer = new TextVectorizer();
        assertThatThrownBy(() -> vectorizer.setMinimumCount(0)).hasMessage("Invalid minimumCount: '0' (must be >= 1)");
        assertThatThrownBy(() -> vectorizer.setPadding("left"))
                .hasMessage("Invalid padding: 'left' (must be one of pre, post)");
        assertThatThrownBy(() -> vectorizer.setInputCol(" "))
                .hasMessage("Invalid inputCol: ' ' (must be a column's name)");
        assertThatThrownBy(() -> vectorizer.setBounds(4, 2).transformSchema(TEXTS.schema()))
                .hasMessage("Invalid bucket bounds: [4, 2] (must be ascending and >= 1)");
    }

    @Test
    void everyParameterIsExplained() {
        for (Param<?> param : new TextVectorizer().params()) {
            assertThat(param.doc()).as(param.name()).isNotBlank();
        }
        assertThat(new TextVectorizer().explainParams())
                .contains("padding: where padding goes (pre, post) (default: post)");
    }

    @Test
    void aCopyHasOtherParametersAndTheSameId() {
        TextVectorizer vectorizer = new TextVectorizer().setMinimumCount(2);
        TextVectorizer copy =
                vectorizer.copy(new ParamMap().put(vectorizer.buckets().w(1)));
        assertThat(copy.uid()).isEqualTo(vectorizer.uid());
        assertThat(copy.getOrDefault(copy.buckets())).isEqualTo(1);
        assertThat(copy.getOrDefault(copy.minimumCount())).isEqualTo(2);
        assertThat(vectorizer.getOrDefault(vectorizer.buckets())).isEqualTo(8);
        assertThat(copy.fit(TEXTS).bounds()).containsExactly(4);
    }

    @Test
    void whatIsSavedIsTheSameWhenItIsLoaded(@TempDir Path folder) throws IOException {
        TextVectorizer vectorizer =
                new TextVectorizer().setLowerCase(true).setBounds(2, 5).setMaximumLength(4);
        vectorizer.write().save(folder.resolve("vectorizer").toString());
        TextVectorizer loaded = TextVectorizer.load(folder.resolve("vectorizer").toString());
        assertThat(loaded.getOrDefault(loaded.bounds())).containsExactly(2, 5);
        assertThat(withoutArrays(loaded)).isEqualTo(withoutArrays(vectorizer));
        TextVectorizerModel model = vectorizer.fit(TEXTS).setHandleInvalid("keep");
        model.write().save(folder.resolve("model").toString());
        TextVectorizerModel again =
                TextVectorizerModel.load(folder.resolve("model").toString());
        assertThat(again.uid()).isEqualTo(model.uid());
        assertThat(vectors(again.transform(texts("a", null)))).isEqualTo(vectors(model.transform(texts("a", null))));
    }

    /** Without the line of bounds, which Spark prints as an array's address. */
    private static String withoutArrays(TextVectorizer vectorizer) {
        return vectorizer.explainParams().replaceFirst("bounds: .*", "");
    }

    @Test
    void aModelOfAnotherVersionOrDamagedIsRefused(@TempDir Path folder) throws IOException {
        Path saved = folder.resolve("model");
        new TextVectorizer().fit(TEXTS).write().save(saved.toString());
        Path description = saved.resolve("vectorizer.json");
        String written = Files.readString(description);
        Files.writeString(description, written.replace("\"formatVersion\" : 1", "\"formatVersion\" : 9"));
        assertThatThrownBy(() -> TextVectorizerModel.load(saved.toString()))
                .hasMessage(
                        "Cannot read %s: its format version is 9 (must be 1; fit the vectorizer again with this version of"
                                + " maskwise, or use the version that made it)",
                        description);
        Files.writeString(
                description, written.replaceFirst("\"vocabularySha256\" : \"....", "\"vocabularySha256\" : \"0000"));
        assertThatThrownBy(() -> TextVectorizerModel.load(saved.toString()))
                .hasMessageContaining("the SHA-256 of its vocabulary is")
                .hasMessageContaining("fit the vectorizer again");
        Files.writeString(description, "{}x");
        assertThatThrownBy(() -> TextVectorizerModel.load(saved.toString()))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageContaining("Cannot read " + description);
    }
}
