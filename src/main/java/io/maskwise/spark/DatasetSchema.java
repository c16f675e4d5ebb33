package io.maskwise.spark;

import io.maskwise.text.Labelling;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The columns of a dataset's Parquet files, those of {@link SequenceCodec}: arrays are standard three-level lists. */
record DatasetSchema(Labelling labelling) {
    static final int ID = 0;
    static final int TOKENS = 1;
    static final int MASK = 2;
    static final int LENGTH = 3;

    /** Where there are labels; the label mask stands where there are targets. */
    static final int LABELS = 4;

    static final int LABEL_MASK = 5;

    MessageType columns() {
        List<Type> columns = new ArrayList<>();
        columns.add(Types.required(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named("id"));
        columns.add(list("tokens", PrimitiveTypeName.INT32));
        columns.add(list("mask", PrimitiveTypeName.BOOLEAN));
        columns.add(Types.required(PrimitiveTypeName.INT32).named("length"));
        switch (labelling) {
            case PER_TOKEN -> columns.add(list("labels", PrimitiveTypeName.INT32));
            case TARGET_SEQUENCE -> {
                columns.add(list("labels", PrimitiveTypeName.INT32));
                columns.add(list("label_mask", PrimitiveTypeName.BOOLEAN));
            }
            case PER_SEQUENCE ->
                columns.add(Types.required(PrimitiveTypeName.INT32).named("label"));
            case NONE -> {}
        }
        return new MessageType("maskwise", columns);
    }

    private static Type list(String name, PrimitiveTypeName element) {
        return Types.requiredList().requiredElement(element).named(name);
    }
}
