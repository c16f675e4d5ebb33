package io.maskwise.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an option of a layer is where a configuration does not say; written as a configuration writes it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** The value, such as {@code true}, {@code linear} or {@code 1e-3}. */
    String value();
}
