# deckgen in a container, for machines without Debian: README.ko.md and README.md say how it is used.
#   docker build -t deckgen .
#   docker run --rm -v "$PWD:/project" deckgen build
# With FOR=cluster it has what workers and the scheduler of a cluster are, too; all of them are of one image:
#   docker build -t deckgen --build-arg FOR=cluster .
#   docker run --rm --entrypoint dask deckgen worker tcp://SCHEDULER:8786 --nworkers -1 --nthreads 1
FROM debian:12-slim
ARG FOR=build
RUN apt-get update -qq \
 && apt-get install -qq -y --no-install-recommends ca-certificates make python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
COPY . /opt/deckgen
RUN make -C /opt/deckgen .venv/ready-to-$FOR && rm -rf /var/lib/apt/lists/* /root/.cache /root/.npm
ENV PATH=/opt/deckgen/.venv/bin:$PATH LANG=C.UTF-8
WORKDIR /project
ENTRYPOINT ["deckgen"]
