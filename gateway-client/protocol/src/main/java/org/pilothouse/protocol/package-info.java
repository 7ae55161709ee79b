/** The wire protocol between people, gateways and nodes: values only, no I/O. */
@NullMarked
package org.pilothouse.protocol;

import org.jspecify.annotations.NullMarked;
