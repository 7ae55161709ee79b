package org.pilothouse.gateway.control;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells operators what changed. Subscribers must return at once; each buffers for itself. */
public final class Events {
    private final List<Consumer<Event>> subscribers = new CopyOnWriteArrayList<>();

    /**
     * @param type one of {@code EventTypes}
     * @param payload written as JSON
     */
    public record Event(String type, Object payload) {}

    public Runnable subscribe(Consumer<Event> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    public void publish(Event event) {
        subscribers.forEach(subscriber -> subscriber.accept(event));
    }
}
