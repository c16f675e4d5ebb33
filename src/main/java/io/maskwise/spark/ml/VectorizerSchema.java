package io.maskwise.spark.ml;

import io.maskwise.MaskwiseException;
import io.maskwise.spark.ml.Schemas.Wanted;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Where a vectorizer reads and writes.
 *
 * @param input the column of texts
 * @param tokens the column of token ids
 * @param mask the column of masks
 * @param length the column of lengths
 * @param labels columns of labels that are cut as tokens are
 */
public record VectorizerSchema(
        String input, String tokens, String mask, String length, Optional<VectorizerColumns.CutLabels> labels) {
    static final ArrayType INTEGERS = DataTypes.createArrayType(DataTypes.IntegerType, false);
    static final ArrayType BOOLEANS = DataTypes.createArrayType(DataTypes.BooleanType, false);

    /** The type of the texts. */
    DataType texts(StructType table) {
        return Schemas.require(
                        table,
                        new Wanted(
                                input,
                                "inputCol",
                                "string, or array<string> of tokens",
                                type -> type instanceof StringType || Schemas.isStrings(type)))
                .dataType();
    }

    /**
     * The table after vectorising.
     *
     * @param described what the column of token ids says of itself
     * @throws MaskwiseException with exit 3 if a column is missing, of the wrong type, or there already
     */
    StructType added(StructType table, Metadata described) {
        texts(table);
        StructType wider = Schemas.with(table, new StructField(tokens, INTEGERS, false, described), "tokensCol");
        wider = Schemas.with(wider, field(mask, BOOLEANS), "maskCol");
        wider = Schemas.with(wider, field(length, DataTypes.IntegerType), "lengthCol");
        if (labels.isPresent()) {
            StructField from = Schemas.require(table, Wanted.labels(labels.get().from(), "labelsCol"));
            wider = Schemas.with(wider, field(labels.get().to(), from.dataType()), "cutLabelsCol");
        }
        return wider;
    }

    private static StructField field(String name, DataType type) {
        return new StructField(name, type, type instanceof ArrayType && !type.equals(BOOLEANS), Metadata.empty());
    }
}
