package org.pilothouse.app.hosts;

import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.app.presentation.StatusLook.Shape;
import org.pilothouse.app.presentation.Tone;
import org.pilothouse.protocol.environment.EnvironmentHost;

/**
 * How a host is, and what to do about it.
 *
 * @param advice empty where nothing has to be done
 */
public record HostAdvice(StatusLook look, String advice) {
    public static HostAdvice of(EnvironmentHost host) {
        if (!host.healthy()) {
            return new HostAdvice(
                    new StatusLook("Not reachable", Tone.DANGER, Shape.TRIANGLE, false),
                    "Nothing can be placed here until it answers again; what runs there may still run.");
        }
        if (!host.dockerAvailable()) {
            return new HostAdvice(
                    new StatusLook("No Docker", Tone.DANGER, Shape.TRIANGLE, false),
                    "Start the Docker engine on this machine, and check that the gateway may use its socket.");
        }
        return new HostAdvice(new StatusLook("Ready", Tone.SUCCESS, Shape.DISC, false), "");
    }
}
