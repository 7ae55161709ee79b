package org.pilothouse.agent.x11;

/** The X server refused a request, or did not answer in time. */
public class XException extends Exception {
    private static final long serialVersionUID = 1L;

    public XException(String message) {
        super(message);
    }

    /** There is no connection to an X server: it is starting, or it has died and is being started again. */
    public static final class Unavailable extends XException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message);
        }
    }
}
