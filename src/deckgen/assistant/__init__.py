"""What assistants ask by the Model Context Protocol: kinds, slides, findings and pictures, and edits that they propose.

In: lines of JSON-RPC. Out: lines of JSON-RPC. A proposal returns what would be found and how the slide would look, and
writes nothing before it is accepted. Slides are named by their ids.
"""
