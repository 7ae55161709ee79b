package org.pilothouse.gateway.engine;

import org.jspecify.annotations.Nullable;

/** An engine did not do what was asked. The kinds differ in what helps. */
public abstract sealed class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    private EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The message, which these exceptions always have: one sentence for a person. */
    public String sentence() {
        String message = getMessage();
        return message == null ? getClass().getSimpleName() : message;
    }

    /** The engine does not answer; everything about it is unknown until it does. */
    public static final class Unreachable extends EngineException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The container, volume or exec is not there (any more). */
    public static final class Missing extends EngineException {
        private static final long serialVersionUID = 1L;

        public Missing(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The image is not on the host and could not be fetched. */
    public static final class ImageMissing extends EngineException {
        private static final long serialVersionUID = 1L;

        private final Why why;

        /** What kept it from being there. */
        public enum Why {
            ABSENT,
            /** Its registry does not know the name. */
            NOT_FOUND,
            /** Its registry gives it to some only. */
            UNAUTHORIZED,
            /** Its registry cannot be reached from the host. */
            NO_NETWORK
        }

        public ImageMissing(String message, @Nullable Throwable cause) {
            this(message, Why.ABSENT, cause);
        }

        public ImageMissing(String message, Why why, @Nullable Throwable cause) {
            super(message, cause);
            this.why = why;
        }

        public Why why() {
            return why;
        }
    }

    /** A container of that name exists. */
    public static final class NameTaken extends EngineException {
        private static final long serialVersionUID = 1L;

        public NameTaken(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The engine will never accept this specification: an entrypoint that is not there, an invalid limit. */
    public static final class Rejected extends EngineException {
        private static final long serialVersionUID = 1L;

        public Rejected(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The host's disk is full. */
    public static final class DiskFull extends EngineException {
        private static final long serialVersionUID = 1L;

        public DiskFull(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Anything else; worth another try. */
    public static final class Failed extends EngineException {
        private static final long serialVersionUID = 1L;

        public Failed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
