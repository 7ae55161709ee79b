package org.pilothouse.rfb.fx.picture;

/** How large the picture is in the view. */
public sealed interface Scale {
    /** As large as the view allows, with its proportions kept. */
    record Fit() implements Scale {}

    /**
     * A fixed factor.
     *
     * @param factor screen pixels for one remote pixel, between {@link #LEAST} and {@link #MOST}
     */
    record Times(double factor) implements Scale {
        public Times {
            if (!(factor >= LEAST && factor <= MOST)) {
                throw new IllegalArgumentException(
                        "A picture is scaled by " + LEAST + " to " + MOST + ", not by " + factor + ".");
            }
        }
    }

    double LEAST = 0.05;
    double MOST = 16;
}
