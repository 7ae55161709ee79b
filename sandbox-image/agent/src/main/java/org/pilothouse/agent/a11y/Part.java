package org.pilothouse.agent.a11y;

/** Of which part of the tree something is asked. */
public sealed interface Part {
    record Everything() implements Part {}

    /** What programs of this process show. */
    record Program(long pid) implements Part {}

    /** An element and what is in it. */
    record Below(ElementRef element) implements Part {}

    Part EVERYTHING = new Everything();
}
