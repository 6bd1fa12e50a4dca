// The coasts of the world (Natural Earth, public domain), for maps without a network.
import { feature } from "topojson-client";
import topology from "world-atlas/land-50m.json";

export const land = feature(topology, topology.objects.land);
