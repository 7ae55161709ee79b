package org.pilothouse.agent.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a component of a request or response record means and may be; checked on requests, and told in OpenAPI. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Field {
    /** What it means, for people. */
    String value() default "";

    boolean required() default false;

    /** Of a number. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Of a number. */
    double max() default Double.POSITIVE_INFINITY;

    /** Of a text or a list. */
    int least() default 0;

    /** Of a text or a list. */
    int most() default Integer.MAX_VALUE;

    /** What counts where it is left out, as JSON. */
    String otherwise() default "";

    /** As JSON. */
    String example() default "";
}
