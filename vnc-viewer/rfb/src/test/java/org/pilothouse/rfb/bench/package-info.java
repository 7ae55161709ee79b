/** What {@code make bench-vnc} runs besides the tools themselves. */
package org.pilothouse.rfb.bench;
